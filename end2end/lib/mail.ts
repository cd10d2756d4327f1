/** A real SMTP server that keeps what it gets, and the reading of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, Program, until } from './process.ts';

export interface Mail {
  subject: string;
  from: { address: string; name: string }[];
  to: { address: string; name: string }[];
  text: string;
  html: string;
  time: string;
}

export class MailServer {
  private constructor(
    readonly smtp: string,
    private readonly api: string,
    private readonly folder: string,
    private readonly program: Program,
  ) {}

  static async launch(name: string): Promise<MailServer> {
    const folder = mkdtempSync(path.join(tmpdir(), 'kantoor-mail-'));
    const [port, web] = [await freePort(), await freePort()];
    const api = `http://127.0.0.1:${web}/api/email`;
    const command = fileURLToPath(new URL('../node_modules/.bin/maildev', import.meta.url));
    const args = ['--ip', '127.0.0.1', '--smtp', `${port}`, '--web-ip', '127.0.0.1', '--web', `${web}`, '--mail-directory', folder];
    const mail = new MailServer(`smtp://127.0.0.1:${port}`, api, folder, new Program(name, command, args, {}, () => fetch(api)));
    await mail.start();
    return mail;
  }

  start(): Promise<void> {
    return this.program.start();
  }

  /** From here on, a connection is refused, until `start`. */
  stop(): Promise<void> {
    return this.program.end('SIGTERM');
  }

  async dispose(): Promise<void> {
    await this.program.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Everything that came for this address, oldest first. */
  async all(to: string): Promise<Mail[]> {
    const answer = await fetch(this.api);
    const mails = (await answer.json()) as Mail[];
    return mails
      .filter((mail) => mail.to.some(({ address }) => address.toLowerCase() === to.toLowerCase()))
      .sort((one, other) => one.time.localeCompare(other.time));
  }

  async latest(to: string): Promise<Mail | undefined> {
    return (await this.all(to)).at(-1);
  }

  /** The newest mail for this address, with this in its subject when given; waits until it comes. */
  waitFor(to: string, subject: string | RegExp = ''): Promise<Mail> {
    const fits = (mail: Mail) => (typeof subject === 'string' ? mail.subject.includes(subject) : subject.test(mail.subject));
    return until(`a mail for ${to}`, async () => (await this.all(to)).filter(fits).at(-1));
  }
}

/** The web addresses in the text of a mail, in order. */
export function links(mail: Mail): string[] {
  return mail.text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
}

/** The one link that leads to this path, e.g. `/uitnodiging/`. */
export function link(mail: Mail, leadingTo: string): string {
  const found = links(mail).find((address) => new URL(address).pathname.startsWith(leadingTo));
  if (!found) throw new Error(`no link to ${leadingTo} in: ${mail.text}`);
  return found;
}
