/** One Kantoor with its own database in its own folder. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

  /** Starts on an empty database. `settings` are environment variables of `kantoor serve`; `host` is how browsers name this machine. */
  static async launch(name: string, settings: Record<string, string> = {}, host = '127.0.0.1'): Promise<Server> {
    const folder = mkdtempSync(path.join(tmpdir(), 'kantoor-e2e-'));
    const port = await freePort();
    const url = `http://${host}:${port}`;
    const env = {
      KANTOOR_LISTEN: `127.0.0.1:${port}`,
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

  /** The link that a server with an empty database shows when it starts; the code in it is new at each start. */
  get begin(): string {
    const link = readFileSync(this.log, 'utf8').match(/https?:\S+\/begin\?code=\S+/g)?.at(-1);
    if (!link) throw new Error(`no link to make a firm in ${this.log}`);
    return link;
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

  /** Everything that it keeps agrees with itself; throws with what `kantoor check` says where something does not. */
  check(): void {
    const env = { ...process.env, KANTOOR_DATA: this.folder, DATABASE_URL: `sqlite://${this.folder}/kantoor.db`, KANTOOR_LOG: 'warn' };
    execFileSync(required('KANTOOR_BIN'), ['check'], { env, encoding: 'utf8' });
  }

  /** Changes the database beside the running server, for what only time brings about. */
  sql(...statements: string[]): void {
    const program = 'import sqlite3, sys\nwith sqlite3.connect(sys.argv[1], timeout=10) as db:\n  for each in sys.argv[2:]: db.execute(each)';
    execFileSync('python3', ['-c', program, path.join(this.folder, 'kantoor.db'), ...statements]);
  }

  /**
   * Does something while each chunk of an import takes long: the import is halfway when somebody looks, however slow the browser. Its
   * chunks stay small, and the database is free between them.
   */
  async whileImportsAreSlow(doing: () => Promise<void>): Promise<void> {
    this.sql('CREATE TRIGGER slow_import AFTER UPDATE OF created ON import BEGIN SELECT hex(randomblob(20000000)); END');
    try {
      await doing();
    } finally {
      this.sql('DROP TRIGGER slow_import');
    }
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
