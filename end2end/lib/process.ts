/** Programs that a test run starts: a free port, a start that waits until it answers, and an end that is sure. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const artefacts = fileURLToPath(new URL('../artefacts/', import.meta.url));

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** Asks again until `attempt` gives something; its last error is the reason when it never does. */
export async function until<T>(what: string, attempt: () => Promise<T | undefined>, milliseconds = 60_000): Promise<T> {
  const end = Date.now() + milliseconds;
  let reason: unknown;
  while (Date.now() < end) {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
    } catch (error) {
      reason = error;
    }
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`${what} did not come within ${milliseconds} ms`, { cause: reason });
}

/** One program with its output in a file, that can be started, stopped and started again. */
export class Program {
  readonly log: string;
  private child: ChildProcess | undefined;

  constructor(
    name: string,
    private readonly command: string,
    private readonly args: string[],
    private readonly env: Record<string, string>,
    private readonly answers: () => Promise<unknown>,
  ) {
    this.log = path.join(artefacts, 'logs', `${name}.log`);
  }

  async start(): Promise<void> {
    mkdirSync(path.dirname(this.log), { recursive: true });
    const output = openSync(this.log, 'a');
    const child = spawn(this.command, this.args, { env: { ...process.env, ...this.env }, stdio: ['ignore', output, output] });
    closeSync(output);
    this.child = child;
    let ended: string | undefined;
    child.once('exit', (code, signal) => (ended = `ended with ${code ?? signal}`));
    child.once('error', (error) => (ended = error.message));
    await until(`${this.command} (see ${this.log})`, async () => {
      if (ended) return true;
      await this.answers();
      return true;
    });
    if (ended) throw new Error(`${this.command} ${ended}, see ${this.log}`);
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await gone;
    clearTimeout(patience);
  }
}
