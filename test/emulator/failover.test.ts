import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createPlainServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certify } from "./certificate";
import { FailoverRegions } from "./failover-regions";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";
import { Unemulated } from "./unemulated";

jest.setTimeout(120_000);

const here = "us-east-1";
const there = "us-west-2";
const ok = { passed: true, reason: "ok" };
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

interface Asked {
  readonly path: string;
  readonly host: string;
}

/** The other region's front door. */
class FrontDoor {
  readonly asked: Asked[] = [];
  answer: (path: string) => Promise<number> = async () => 200;
  #server: Server | undefined;

  readonly #listener: RequestListener = ({ url = "", headers }, outgoing) => {
    this.asked.push({ path: url, host: String(headers.host) });
    this.answer(url).then(
      (status) => outgoing.writeHead(status).end("{}"),
      () => outgoing.destroy(),
    );
  };

  /** Plain HTTP, or HTTPS with the certificate in a folder. */
  async open(folder?: string): Promise<string> {
    const file = (name: string) => readFileSync(join(folder ?? "", name));
    const server =
      folder === undefined
        ? createPlainServer(this.#listener)
        : createTlsServer({ key: file("server.key"), cert: file("server.crt") }, this.#listener);
    this.#server = server;
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    return `${folder === undefined ? "http" : "https"}://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    await new Promise((resolve) => {
      server === undefined ? resolve(undefined) : server.close(resolve);
    });
  }
}

let moto: Moto;
let gaps: Unemulated;
let gapsUrl: string;
let regions: FailoverRegions;
let door: FrontDoor;
const running: FunctionProcess[] = [];

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto?.stop());

beforeEach(async () => {
  gaps = new Unemulated(moto.url);
  gapsUrl = await gaps.start();
  gaps.members = [{ isWriter: true }, { isWriter: false, copying: "connected" }];
  gaps.points = [{ status: "COMPLETED", createdAt: hoursAgo(20) }];
  regions = new FailoverRegions(moto.url, gapsUrl);
  door = new FrontDoor();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
  regions.close();
  await Promise.all([door.close(), gaps.stop()]);
});

function start(functionName: "failover-readiness" | "failover-rehearsal", more: Record<string, string> = {}) {
  const environment = { ...regions.environment(functionName), ...more };
  const started = new FunctionProcess({ node: process.execPath, functionName, environment });
  running.push(started);
  return started;
}

/** The metrics that a function published through its log. */
function published(output: string): Readonly<Record<string, unknown>> {
  const lines = output.split("\n").filter((line) => line.includes('"_aws"'));
  const [line = "{}", ...others] = lines;
  expect(others).toEqual([]);
  const { _aws: head, ...values } = JSON.parse(line) as Record<string, unknown>;
  expect(head).toMatchObject({ CloudWatchMetrics: [{ Namespace: "Healthcare/Failover", Dimensions: [["System"]] }] });
  return values;
}

describe("readiness, as it is deployed", () => {
  const ready = {
    ready: true,
    ReplicationCurrent: ok,
    StandbyHealthy: ok,
    CapacityEqual: ok,
    BackupsFresh: ok,
  };

  test("is found when everything is as it should be, asked by the served name, and published as metrics", async () => {
    await regions.build(await door.open());
    const readiness = start("failover-readiness");
    await expect(readiness.call({})).resolves.toEqual(ready);
    expect(door.asked).toEqual([{ path: "/health", host: "api.example.com" }]);
    expect(published(readiness.output)).toEqual({
      System: "records-test",
      ReplicationCurrent: 1,
      StandbyHealthy: 1,
      CapacityEqual: 1,
      BackupsFresh: 1,
      Ready: 1,
    });
  });

  test.each([
    ["the copy is behind in the standby", "ReplicationCurrent", "copy-late", () => regions.setAlarm(there, "ALARM")],
    ["nobody knows the lag", "ReplicationCurrent", "copy-late", () => regions.setAlarm(here, "INSUFFICIENT_DATA")],
    [
      "the copy is cut off",
      "ReplicationCurrent",
      "copy-disconnected",
      () => {
        gaps.members = [{ isWriter: true }, { isWriter: false, copying: "pending-resync" }];
      },
    ],
    [
      "there is no copy",
      "ReplicationCurrent",
      "no-copy",
      () => {
        gaps.members = [{ isWriter: true }];
      },
    ],
    [
      "the standby says that it is unwell",
      "StandbyHealthy",
      "unhealthy",
      () => {
        door.answer = async () => 503;
      },
    ],
    ["the standby does not answer", "StandbyHealthy", "no-answer", () => door.close()],
    ["the standby has an instance less", "CapacityEqual", "instances-differ", () => regions.removeInstance(there, 2)],
    [
      "the standby has a smaller instance",
      "CapacityEqual",
      "instances-differ",
      async () => {
        await regions.removeInstance(there, 2);
        await regions.addInstance(there, 2, "db.r6g.medium");
      },
    ],
    ["the standby's function is smaller", "CapacityEqual", "functions-differ", () => regions.setMemory(there, 256)],
    [
      "the newest finished backup is a day and a half old",
      "BackupsFresh",
      "backup-old",
      () => {
        gaps.points = [
          { status: "PARTIAL", createdAt: hoursAgo(1) },
          { status: "COMPLETED", createdAt: hoursAgo(36) },
          { status: "COMPLETED", createdAt: hoursAgo(60) },
        ];
      },
    ],
    [
      "there is no backup",
      "BackupsFresh",
      "no-backup",
      () => {
        gaps.points = [];
      },
    ],
  ])("is not there when %s", async (_what, aspect, reason, spoil) => {
    await regions.build(await door.open());
    await spoil();
    const readiness = start("failover-readiness");
    await expect(readiness.call({})).resolves.toEqual({ ...ready, ready: false, [aspect]: { passed: false, reason } });
    expect(published(readiness.output)).toMatchObject({ Ready: 0, [aspect]: 0 });
  });

  test("finds the newest of many backups, on whichever page it is", async () => {
    gaps.points = [36, 60, 2, 84].map((hours) => ({ status: "COMPLETED", createdAt: hoursAgo(hours) }));
    await regions.build(await door.open());
    await expect(start("failover-readiness").call({})).resolves.toMatchObject({ BackupsFresh: ok });
  });

  test("what may not be asked is not known, is not ready, and does not hide the rest", async () => {
    gaps.refusal = "AccessDeniedException";
    await regions.build(await door.open());
    const readiness = start("failover-readiness");
    const unknown = { passed: false, reason: "not-known" };
    await expect(readiness.call({})).resolves.toEqual({
      ...ready,
      ready: false,
      ReplicationCurrent: unknown,
      BackupsFresh: unknown,
    });
    expect(readiness.output).toContain('"operation":"rds:DescribeGlobalClusters"');
    expect(readiness.output).toContain('"failure":"misconfigured"');
  });

  test("does not start in an environment that is wrong, and says what to set", async () => {
    const said = await start("failover-readiness", { CLUSTERS: "records" }).ended();
    expect(said).toContain("CLUSTERS is set to something else, expected JSON like");
  });

  describe("over HTTPS", () => {
    let folder: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "dr-guardrails-door-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const trusting = () => ({ NODE_EXTRA_CA_CERTS: join(folder, "ca.crt") });

    test("the standby is well when its certificate is for the served name", async () => {
      certify(folder, "api.example.com");
      await regions.build(await door.open(folder));
      await expect(start("failover-readiness", trusting()).call({})).resolves.toEqual(ready);
    });

    test("a certificate for another name is no answer: clients would refuse it too", async () => {
      certify(folder, "old.example.com");
      await regions.build(await door.open(folder));
      await expect(start("failover-readiness", trusting()).call({})).resolves.toMatchObject({
        ready: false,
        StandbyHealthy: { passed: false, reason: "no-answer" },
      });
      expect(door.asked).toEqual([]);
    });

    test("a certificate that nobody vouches for is no answer", async () => {
      certify(folder, "api.example.com");
      await regions.build(await door.open(folder));
      await expect(start("failover-readiness").call({})).resolves.toMatchObject({
        StandbyHealthy: { passed: false, reason: "no-answer" },
      });
    });
  });
});

describe("a rehearsal, as it is deployed", () => {
  interface Report {
    readonly id: string;
    readonly passed: boolean;
    readonly steps: readonly { readonly name: string; readonly passed: boolean; readonly reason: string }[];
  }

  /** The other region serves an event as soon as it has arrived there. */
  function serveArrivedEvents(): void {
    const arrived = new Set<string>();
    door.answer = async (path) => {
      if (path === "/health") {
        return 200;
      }
      for (const id of await regions.arrivedEvents()) {
        arrived.add(id);
      }
      return arrived.has(path.replace("/events/", "")) ? 200 : 404;
    };
  }

  const stepOf = (report: Report, name: string) => report.steps.find((step) => step.name === name);

  test("goes from this region's bus to the other one's front door and back, and keeps its report", async () => {
    await regions.build(await door.open());
    serveArrivedEvents();
    const rehearsal = start("failover-rehearsal");
    const report = (await rehearsal.call({})) as Report;
    expect(report).toMatchObject({ passed: true, from: here, to: there });
    expect(report.steps.map(({ name, reason }) => [name, reason])).toEqual([
      ["ReplicationCurrent", "ok"],
      ["StandbyHealthy", "ok"],
      ["CapacityEqual", "ok"],
      ["BackupsFresh", "ok"],
      ["EventsArrive", "ok"],
      ["ObjectsArrive", "first-rehearsal"],
      ["ReportKept", "ok"],
    ]);
    expect(door.asked.map(({ path }) => path)).toContain(`/events/${report.id}`);
    const kept = JSON.parse(await regions.readReport(`rehearsals/us-east-1/${report.id}.json`));
    expect(kept).toMatchObject({ id: report.id, passed: true });
    await expect(regions.readReport("rehearsals/us-east-1/last")).resolves.toBe(report.id);
    expect(published(rehearsal.output)).toEqual({ System: "records-test", RehearsalPassed: 1 });
  });

  test("fails when the last report never reached the other region, and passes once it has", async () => {
    await regions.build(await door.open());
    serveArrivedEvents();
    const rehearsal = start("failover-rehearsal");
    const first = (await rehearsal.call({})) as Report;
    const second = (await rehearsal.call({})) as Report;
    expect(second.passed).toBe(false);
    expect(stepOf(second, "ObjectsArrive")).toMatchObject({ passed: false, reason: "object-late" });
    expect(first.id).not.toBe(second.id);
    await regions.replicate(`rehearsals/us-east-1/${second.id}.json`);
    const third = (await rehearsal.call({})) as Report;
    expect(stepOf(third, "ObjectsArrive")).toMatchObject(ok);
    expect(third.passed).toBe(true);
  });

  test("fails when its event is lost on the way, tries every other step, and keeps the report", async () => {
    await regions.build(await door.open());
    door.answer = async (path) => (path === "/health" ? 200 : 404);
    const rehearsal = start("failover-rehearsal");
    const report = (await rehearsal.call({})) as Report;
    expect(report.passed).toBe(false);
    expect(report.steps.filter(({ passed }) => !passed).map(({ name, reason }) => [name, reason])).toEqual([
      ["EventsArrive", "event-lost"],
    ]);
    expect(JSON.parse(await regions.readReport(`rehearsals/us-east-1/${report.id}.json`))).toMatchObject({
      passed: false,
    });
    expect(published(rehearsal.output)).toEqual({ System: "records-test", RehearsalPassed: 0 });
  });
});
