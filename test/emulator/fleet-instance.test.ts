import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createWebServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, createServer, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { userData } from "../../infra/lib/instance/user-data";
import { databaseName, owner, PostgresServer } from "./postgres";

/** What cloud-init would write: the program is taken from the very text that instances get. */
const written = JSON.parse(
  userData({
    serviceName: "fleet",
    port: 8080,
    settingsParameter: "fleet-settings-dev",
    databaseSecret: "db-password-v2-dev",
    sessionTable: "session-table-v2-dev",
    lease: { table: "failover-state-v2-dev", system: "global-db-v2-dev", seconds: 75 },
  }).replace(/^#cloud-config\n/, ""),
) as { readonly write_files: readonly { readonly path: string; readonly content: string }[] };
const programs = written.write_files
  .filter(({ path }) => path.endsWith(".py"))
  .map(({ path, content }) => ({ path, content: gunzipSync(Buffer.from(content, "base64")) }));

/** Stands for the AWS CLI: says what its folder's files say, and notes how it was called. */
const cli = `#!/bin/sh
echo "$@" >> "$ANSWERS/calls"
[ -f "$ANSWERS/hang" ] && exec sleep 60
[ -f "$ANSWERS/$1" ] || { echo "An error occurred (Unavailable): details" >&2; exit 254; }
cat "$ANSWERS/$1"
`;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

let folder: string;
let metadata: Server;
let postgres: PostgresServer;
/** Takes connections, and never says a word. */
let mute: TcpServer;
let tokens: (string | undefined)[];
let running: ChildProcess | undefined;
let origin: string;

function listening<S extends Server | TcpServer>(server: S): Promise<S> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function portOf(server: Server | TcpServer): number {
  return (server.address() as AddressInfo).port;
}

/** The metadata service as IMDSv2 has it: no token, no answer. */
function metadataAnswer({ method, url = "", headers }: IncomingMessage): readonly [number, string] {
  if (method === "PUT" && url === "/latest/api/token") {
    return headers["x-aws-ec2-metadata-token-ttl-seconds"] === "60" ? [200, "token-1"] : [400, ""];
  }
  const token = headers["x-aws-ec2-metadata-token"];
  tokens.push(String(token));
  const found: Readonly<Record<string, string>> = {
    "/latest/meta-data/placement/region": "us-east-2",
    "/latest/meta-data/placement/availability-zone": "us-east-2b",
    "/latest/meta-data/instance-id": "i-0123456789abcdef0",
  };
  return token === "token-1" ? [200, found[url] ?? ""] : [401, ""];
}

async function start(staleSeconds = 60, leaseSeconds = 75): Promise<void> {
  const child = spawn("python3", ["-u", join(folder, "server.py")], {
    env: {
      PATH: process.env.PATH,
      AWS_CLI: join(folder, "aws"),
      ANSWERS: folder,
      PORT: "0",
      CHECK_SECONDS: "0.1",
      BEAT_SECONDS: "0.1",
      LEASE_CHECK_SECONDS: "0.1",
      LEASE_TABLE: "failover-state-v2-dev",
      LEASE_SYSTEM: "global-db-v2-dev",
      LEASE_SECONDS: String(leaseSeconds),
      STALE_SECONDS: String(staleSeconds),
      SERVICE_NAME: "fleet",
      SETTINGS_PARAMETER: "fleet-settings-dev",
      DATABASE_SECRET: "db-password-v2-dev",
      SESSION_TABLE: "session-table-v2-dev",
      AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${portOf(metadata)}/`,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running = child;
  let said = "";
  const port = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /listening on (\d+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`The program ended with ${code}: ${said}`)));
  });
  origin = `http://127.0.0.1:${port}`;
}

async function ask(path: string, method = "GET"): Promise<Answer> {
  const response = await fetch(`${origin}${path}`, { method });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

/** Asks until the answer holds what is expected; fails with the last answer that did not. */
async function becomes(path: string, expected: Answer): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const { status, body } = await ask(path);
    const holds = (part: object) =>
      Object.entries(part).every(([key, value]) => Reflect.get(Object(body), key) === value);
    if (status === expected.status && holds(Object(expected.body))) {
      return;
    }
    await pause(50);
  }
  expect(await ask(path)).toMatchObject(expected);
}

const answer = (service: string, value: unknown) => writeFileSync(join(folder, service), JSON.stringify(value));
const silence = (service: string) => rmSync(join(folder, service), { force: true });
const settings = (different: object = {}) => {
  const said = {
    databaseHost: "localhost",
    writerHost: "localhost",
    databasePort: postgres.port,
    databaseName,
    networks: { primary: "127.0.0.0/8", standby: "10.1.0.0/16" },
    readyThrough: "writer",
    ...different,
  };
  answer("ssm", { Parameters: [{ Value: JSON.stringify(said) }] });
};
const credentials = (different: object = {}) =>
  answer("secretsmanager", { SecretString: JSON.stringify({ ...owner, ...different }) });

jest.setTimeout(60_000);
beforeAll(async () => {
  postgres = await PostgresServer.start();
  mute = await listening(createServer(() => undefined));
});
afterAll(async () => {
  mute.close();
  await postgres.remove();
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "fleet-instance-"));
  for (const { path, content } of programs) {
    writeFileSync(join(folder, basename(path)), content);
  }
  writeFileSync(join(folder, "aws"), cli);
  chmodSync(join(folder, "aws"), 0o755);
  tokens = [];
  metadata = await listening(
    createWebServer((request, response) => {
      const [status, body] = metadataAnswer(request);
      response.writeHead(status).end(body);
    }),
  );
  settings();
  credentials();
  answer("dynamodb", {});
});

afterEach(async () => {
  const child = running;
  if (child !== undefined) {
    child.removeAllListeners("exit");
    await new Promise((resolve) => {
      child.on("exit", resolve);
      child.kill();
    });
  }
  running = undefined;
  metadata.close();
  rmSync(folder, { recursive: true });
});

describe("an instance of the fleet", () => {
  test("is well while its program runs, and says who it is: from IMDSv2, with a token", async () => {
    await start();
    expect(await ask("/health")).toEqual({ status: 200, body: { status: "ok" } });
    expect(await ask("/")).toEqual({
      status: 200,
      body: { service: "fleet", region: "us-east-2", zone: "us-east-2b", instance: "i-0123456789abcdef0" },
    });
    expect(tokens).toEqual(["token-1", "token-1", "token-1"]);
  });

  test("is ready when settings, credentials, sessions and database of its own region answer", async () => {
    await start();
    await becomes("/ready", { status: 200, body: { ready: true } });
    const calls = readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
    expect(calls.filter((call) => !call.includes("failover-state")).slice(0, 3)).toEqual([
      "ssm get-parameters --with-decryption --names fleet-settings-dev --output json --region us-east-2",
      "secretsmanager get-secret-value --secret-id db-password-v2-dev --output json --region us-east-2",
      'dynamodb get-item --table-name session-table-v2-dev --key {"id": {"S": "readiness"}} --output json --region us-east-2',
    ]);
  });

  test.each([
    ["ssm", "ssm does not answer"],
    ["secretsmanager", "secretsmanager does not answer"],
    ["dynamodb", "dynamodb does not answer"],
  ])("is not ready while %s fails, tells nobody why, and is ready when it comes back", async (service, missing) => {
    silence(service);
    await start();
    await becomes("/ready", { status: 503, body: { ready: false, missing } });
    expect(await ask("/health")).toEqual({ status: 200, body: { status: "ok" } });
    settings();
    credentials();
    answer("dynamodb", {});
    await becomes("/ready", { status: 200, body: { ready: true } });
  });

  test("is not ready when the parameter is not there yet", async () => {
    answer("ssm", { Parameters: [], InvalidParameters: ["fleet-settings-dev"] });
    await start();
    await becomes("/ready", { status: 503, body: { ready: false, missing: "settings are missing" } });
  });

  test("writes heartbeats through the writer, reads them in its copy, and says so", async () => {
    await start();
    await becomes("/ready", { status: 200, body: { ready: true, writer: "answers" } });
    const read = async () => Number(Reflect.get(Object((await ask("/ready")).body), "copiedUntil"));
    for (let tries = 0; tries < 200 && !((await read()) > 0); tries++) {
      await pause(50);
    }
    const first = await read();
    expect(Math.abs(Date.now() - first)).toBeLessThan(20_000);
    for (let tries = 0; tries < 200 && (await read()) === first; tries++) {
      await pause(50);
    }
    expect(await read()).toBeGreaterThan(first);
    await expect(postgres.query(databaseName, "SELECT count(*)::int AS rows FROM fleet_heartbeat")).resolves.toEqual([
      { rows: 1 },
    ]);
  });

  test("where the writer is needed, is not ready without it, and ready when it is back", async () => {
    await start();
    await becomes("/ready", { status: 200, body: { ready: true } });
    await postgres.stop();
    await becomes("/ready", { status: 503, body: { missing: "database does not answer", writer: "silent" } });
    expect((await ask("/health")).status).toBe(200);
    await postgres.run();
    await becomes("/ready", { status: 200, body: { writer: "answers" } });
  });

  test("the standby is ready by its reader, and says that the writer is silent", async () => {
    settings({ readyThrough: "reader", writerHost: "127.0.0.9" });
    await start();
    await becomes("/ready", { status: 200, body: { ready: true, writer: "silent" } });
  });

  test("a reader that takes connections and says nothing is none", async () => {
    settings({ readyThrough: "reader", databasePort: portOf(mute) });
    await start();
    await pause(1_000);
    await becomes("/ready", {
      status: 503,
      body: { missing: "database does not answer", writer: "silent", copiedUntil: null },
    });
  });

  test.each(["writer", "reader"])("a password that is not right is no answer of the %s", async (readyThrough) => {
    settings({ readyThrough });
    credentials({ password: "another" });
    await start();
    await pause(1_000);
    await becomes("/ready", { status: 503, body: { missing: "database does not answer", writer: "silent" } });
  });

  test("a writer that is one no more is not taken for one", async () => {
    const standby = await postgres.copyAsStandby();
    try {
      settings({ databasePort: standby.port });
      await start();
      await pause(1_000);
      await becomes("/ready", { status: 503, body: { missing: "database does not answer", writer: "silent" } });
      await standby.promote();
      await becomes("/ready", { status: 200, body: { writer: "answers" } });
    } finally {
      await standby.remove();
    }
  });

  describe("writes by a lease", () => {
    /** As the orchestrator has it in the table, renewed so many seconds ago. */
    const lease = (epoch: number, writer: string, secondsAgo = 0) =>
      answer("dynamodb", {
        Item: {
          epoch: { N: String(epoch) },
          writer: { S: writer },
          renewedAt: { N: String(Date.now() - secondsAgo * 1_000) },
        },
      });
    const written = async () => {
      const [row] = await postgres.query(databaseName, "SELECT epoch::int FROM fleet_write");
      return row?.epoch;
    };
    const write = (epoch: string, sql = "INSERT INTO payment VALUES (1)") =>
      postgres.query(databaseName, `BEGIN; SET LOCAL fleet.epoch = '${epoch}'; ${sql}; COMMIT`);

    beforeEach(async () => {
      await postgres.query(
        databaseName,
        "DROP TABLE IF EXISTS fleet_write, fleet_lease, payment; CREATE TABLE payment (id int)",
      );
    });

    test("asks its own region's table for it, and for nothing else of the failover's state", async () => {
      await start();
      await becomes("/ready", { status: 200, body: { epoch: null } });
      const calls = readFileSync(join(folder, "calls"), "utf8");
      expect(calls).toContain(
        'dynamodb get-item --consistent-read --table-name failover-state-v2-dev --key {"system": {"S": "global-db-v2-dev"}, "entry": {"S": "state"}}' +
          ' --projection-expression #writer,#epoch,#at --expression-attribute-names {"#writer": "writer", "#epoch": "epoch", "#at": "renewedAt"}',
      );
    });

    test("writes while it is young, and not longer: nobody renews it", async () => {
      lease(3, "primary");
      await start(60, 4);
      await becomes("/ready", { status: 200, body: { ready: true, epoch: 3 } });
      await postgres.query(databaseName, "SELECT fleet_fence('payment')");
      await write("3");
      // The region lives on, and is ready for its readers.
      await becomes("/ready", { status: 200, body: { ready: true, writer: "answers", epoch: null } });
      await expect(write("3")).rejects.toMatchObject({ code: "25006" });
      lease(3, "primary");
      await becomes("/ready", { status: 200, body: { epoch: 3 } });
    });

    test("the database refuses another epoch, or none, at the commit", async () => {
      lease(3, "primary");
      await start();
      await becomes("/ready", { status: 200, body: { epoch: 3 } });
      await postgres.query(databaseName, "SELECT fleet_fence('payment')");
      for (const refused of ["2", "4", ""]) {
        await expect(write(refused)).rejects.toMatchObject({ code: "25006" });
      }
      await write("3");
      await expect(postgres.query(databaseName, "DELETE FROM payment")).rejects.toMatchObject({ code: "25006" });
      await expect(postgres.query(databaseName, "SELECT id FROM payment")).resolves.toEqual([{ id: 1 }]);
      // What was begun in time, and is over too late.
      const late =
        "INSERT INTO payment VALUES (2); UPDATE fleet_lease SET until = clock_timestamp(); SELECT pg_sleep(0.01)";
      await expect(write("3", late)).rejects.toMatchObject({ code: "25006" });
    });

    test("a new epoch ends the old one, which does not come back", async () => {
      lease(3, "primary");
      await start();
      await becomes("/ready", { status: 200, body: { epoch: 3 } });
      lease(4, "primary");
      await becomes("/ready", { status: 200, body: { epoch: 4 } });
      lease(3, "primary");
      await pause(500);
      expect(await written()).toBe(4);
      await becomes("/ready", { status: 200, body: { epoch: 4 } });
    });

    test("the other side's lease is carried to no database of this side: cut off, it never has a new epoch", async () => {
      lease(3, "primary");
      await start();
      await becomes("/ready", { status: 200, body: { epoch: 3 } });
      lease(4, "standby");
      await becomes("/ready", { status: 200, body: { epoch: null } });
      await pause(500);
      await expect(postgres.query(databaseName, "SELECT epoch::int FROM fleet_lease")).resolves.toEqual([{ epoch: 3 }]);
      expect(await written()).toBe(3);
    });

    test("after a detach a person leads it to another writer, and decrees the epoch", async () => {
      silence("dynamodb");
      answer("dynamodb", {});
      settings({ writerHost: "127.0.0.9" });
      await start();
      await becomes("/ready", { status: 503, body: { writer: "silent", epoch: null } });
      settings({
        lease: { epoch: 9, writer: "standby" },
        networks: { primary: "10.0.0.0/16", standby: "127.0.0.0/8" },
      });
      await becomes("/ready", { status: 200, body: { writer: "answers", epoch: 9 } });
      expect(await written()).toBe(9);
    });
  });

  test("reads its password again when the database refuses it: it was rotated", async () => {
    credentials({ password: "before" });
    await start();
    await becomes("/ready", { status: 503, body: { writer: "silent" } });
    credentials();
    await becomes("/ready", { status: 200, body: { ready: true, writer: "answers" } });
  });

  test("signs in with MD5 too, where the server still keeps passwords by it", async () => {
    const role = { username: "by_md5", password: "p!ss-word_2" };
    await postgres.query(
      databaseName,
      "SET password_encryption = 'md5'; CREATE ROLE by_md5 LOGIN PASSWORD 'p!ss-word_2'",
    );
    await postgres.query(databaseName, "GRANT ALL ON SCHEMA public TO by_md5; DROP TABLE IF EXISTS fleet_heartbeat");
    const [{ hba_file: file } = {}] = await postgres.query(databaseName, "SHOW hba_file");
    const rules = "unnest(ARRAY['host all by_md5 all md5', 'host all all all scram-sha-256'])";
    await postgres.query(databaseName, `COPY (SELECT ${rules}) TO '${file}'`);
    await postgres.query(databaseName, "SELECT pg_reload_conf()");
    credentials(role);
    settings({ readyThrough: "reader" });
    await start();
    await becomes("/ready", { status: 200, body: { ready: true, writer: "answers" } });
  });

  test("is not ready any more when its checks hang: an old answer is none", async () => {
    await start(2);
    await becomes("/ready", { status: 200, body: { ready: true } });
    answer("hang", true);
    await becomes("/ready", { status: 503, body: { ready: false, missing: "checks are stuck" } });
  });

  test("is not ready, and goes on, when the settings make no sense", async () => {
    answer("ssm", { Parameters: [{ Value: "not json" }] });
    await start();
    await becomes("/ready", { status: 503, body: { ready: false, missing: "check failed" } });
    settings();
    await becomes("/ready", { status: 200, body: { ready: true } });
  });

  test.each([
    ["a length", "Content-Length: 31"],
    ["chunks", "Transfer-Encoding: chunked"],
  ])("takes a request's body, told by %s, for no request of its own", async (_how, header) => {
    await start();
    const hidden = "GET /ready HTTP/1.1\r\nHost: x\r\n\r\n";
    const said = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(origin).port), "127.0.0.1");
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk.toString();
      });
      socket.on("close", () => resolve(text));
      socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? undefined : reject(error)));
      socket.write(`GET /health HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n${hidden}`);
    });
    expect(said.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(said).toContain("Connection: close");
  });

  test("answers HEAD without a body, ignores a query, and knows nothing else", async () => {
    await start();
    expect(await ask("/health", "HEAD")).toEqual({ status: 200, body: undefined });
    expect((await ask("/health?probe=1")).status).toBe(200);
    expect(await ask("/../etc/passwd")).toEqual({ status: 404, body: { error: "not found" } });
    expect((await fetch(`${origin}/health`, { method: "POST", body: "{}" })).status).toBe(501);
  });
});
