/** What a server's log may never hold, whatever the page showed. As the run's last act it reads every log once more. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { artefacts } from './process.ts';

const never = /panicked|disposed/;

/** The lines from byte `from` on that mean a fault of the server, and where the log ends now. */
export function faults(log: string, from = 0): { lines: string[]; end: number } {
  if (!existsSync(log)) return { lines: [], end: 0 };
  const bytes = readFileSync(log);
  const lines = bytes.subarray(from).toString().split('\n').filter((line) => never.test(line));
  return { lines, end: bytes.length };
}

export default function everyLog(): void {
  const folder = path.join(artefacts, 'logs');
  if (!existsSync(folder)) return;
  const found = readdirSync(folder).flatMap((file) => faults(path.join(folder, file)).lines.map((line) => `${file}: ${line}`));
  if (found.length > 0) throw new Error(`The servers' logs hold:\n${found.join('\n')}`);
}
