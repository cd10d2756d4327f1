/** One Kantoor with its own database in its own folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, Program } from './process.ts';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the browser tests by scripts/e2e.sh`);
  return value;
}

export class Server {
  private constructor(
    readonly url: string,
    /** The folder with the database and the files, gone after `dispose`. */
    readonly folder: string,
    private readonly program: Program,
  ) {}

  /** Starts on an empty database. `settings` are environment variables of `kantoor serve`. */
  static async launch(name: string, settings: Record<string, string> = {}): Promise<Server> {
    const folder = mkdtempSync(path.join(tmpdir(), 'kantoor-e2e-'));
    const url = `http://127.0.0.1:${await freePort()}`;
    const env = {
      KANTOOR_LISTEN: url.slice('http://'.length),
      KANTOOR_PUBLIC_URL: url,
      KANTOOR_SITE: required('KANTOOR_SITE'),
      KANTOOR_DATA: folder,
      DATABASE_URL: `sqlite://${folder}/kantoor.db`,
      ...settings,
    };
    const program = new Program(name, required('KANTOOR_BIN'), ['serve'], env, () => fetch(url, { redirect: 'manual' }));
    const server = new Server(url, folder, program);
    await server.start();
    return server;
  }

  get log(): string {
    return this.program.log;
  }

  /** Starts again on the same port and the same database. */
  start(): Promise<void> {
    return this.program.start();
  }

  /** The orderly way: waits for the requests and jobs at hand. */
  stop(): Promise<void> {
    return this.program.end('SIGTERM');
  }

  /** What a power cut leaves. */
  kill9(): Promise<void> {
    return this.program.end('SIGKILL');
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
