import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { toNotice } from "../../infra/lib/lambda/orchestration/notice";
import { FailoverRegion } from "./failover-region";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";

let moto: Moto;
let region: FailoverRegion;
let standby: Server;
let endpoints: { primary: string; standby: string };
const running: FunctionProcess[] = [];

beforeAll(async () => {
  moto = await startMoto();
  standby = createServer((_request, response) => response.end("ready"));
  await new Promise<void>((listening) => standby.listen(0, "127.0.0.1", listening));
  const { port } = standby.address() as AddressInfo;
  // Nobody listens on the first port of them all.
  endpoints = { primary: "http://127.0.0.1:1/ready", standby: `http://127.0.0.1:${port}/ready` };
});

afterAll(async () => {
  standby.close();
  await moto.stop();
});

beforeEach(async () => {
  region = new FailoverRegion(moto.url);
  await region.createTable();
});

afterEach(async () => {
  region.close();
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

function start(functionName: string, environment: Record<string, string>): FunctionProcess {
  const started = new FunctionProcess({ node: process.execPath, functionName, environment });
  running.push(started);
  return started;
}

const clock = { "detail-type": "Scheduled Event", source: "aws.events" };
/** Leaves the orchestrator time for one round. */
const oneRound = 22_000;

describe("the orchestrator, as it is deployed", () => {
  test("plays a round, keeps what it saw, and lets the next one in", async () => {
    await region.setSwitch("on");
    const orchestrator = start("fleet-failover", region.orchestrator(endpoints));
    await expect(orchestrator.call(clock, oneRound)).resolves.toMatchObject({ rounds: 1, failures: 0 });
    const again = start("fleet-failover", region.orchestrator(endpoints));
    await expect(again.call(clock, oneRound)).resolves.toMatchObject({ rounds: 1, failures: 0 });
    const [decision, state] = await region.items();
    expect(decision).toMatchObject({
      verdict: { S: "suspected" },
      evidence: { M: { primaryFrontDoor: { S: "down" } } },
    });
    expect(decision).toMatchObject({ evidence: { M: { standbyFrontDoor: { S: "up" }, mode: { S: "on" } } } });
    expect(state).toMatchObject({ token: { N: "2" }, leaseUntil: { N: "0" } });
    expect(JSON.parse(String(state?.state?.S))).toMatchObject({ streak: { failures: 2 }, verdict: "suspected" });
    expect(orchestrator.output).toContain('"Watched":1');
  });

  test("with the front door lost, and a database that it cannot see, it tells people that it holds", async () => {
    await region.setSwitch("on");
    await region.putStreak(90_000);
    const inbox = await region.followEvents();
    const orchestrator = start("fleet-failover", region.orchestrator(endpoints));
    await expect(orchestrator.call(clock, oneRound)).resolves.toMatchObject({
      decisions: [{ verdict: "hold:database-unknown" }],
    });
    await expect(region.received(inbox)).resolves.toMatchObject([
      {
        source: "fleet.failover",
        "detail-type": "Failover decision",
        detail: { id: "global-db-v2-dev-1", verdict: "hold:database-unknown", phase: "watching" },
      },
    ]);
    const [, state] = await region.items();
    expect(JSON.parse(String(state?.state?.S))).toMatchObject({ untold: [], decisions: 1 });
  });

  test.each([["off"], ["dry-run"], ["on"]])("reads its switch: %s", async (position) => {
    await region.setSwitch(position);
    await start("fleet-failover", region.orchestrator(endpoints)).call(clock, oneRound);
    const [decision] = await region.items();
    expect(decision).toMatchObject({ evidence: { M: { mode: { S: position } } } });
  });

  test("without a switch it does not know what a person wants", async () => {
    await start("fleet-failover", region.orchestrator(endpoints)).call(clock, oneRound);
    const [decision] = await region.items();
    expect(decision).toMatchObject({ evidence: { M: { mode: { S: "unknown" } } } });
  });

  test("refuses a person's request that it cannot answer for, and one that it does not understand", async () => {
    await region.setSwitch("on");
    const orchestrator = start("fleet-failover", region.orchestrator(endpoints));
    await expect(
      orchestrator.call({ request: "switchover", id: "CHG-1", to: "standby" }, oneRound),
    ).resolves.toMatchObject({ decisions: [{ verdict: "refused:database-unknown" }] });
    await expect(orchestrator.call({ request: "failover" }, oneRound)).rejects.toThrow("A request is");
  });

  test("does not start with an environment that is wrong, and says what is", async () => {
    const { POLICY: _, ...rest } = region.orchestrator(endpoints);
    await expect(start("fleet-failover", rest).ended()).resolves.toContain("POLICY is not set");
  });
});

describe("the notifier, as it is deployed", () => {
  const { source, detailType, detail } = toNotice("global-db-v2-dev", {
    number: 3,
    at: Date.parse("2026-03-31T12:00:00.000Z"),
    verdict: "promoted",
    phase: "standby-writes",
    tell: true,
    evidence: { writer: "standby" },
  });
  const event = { source, "detail-type": detailType, detail };
  const told = { Subject: "[global-db-v2-dev] The writer has moved, and takes writes", Type: "Notification" };

  test("tells people in both regions", async () => {
    const [here, there] = await Promise.all([region.createTopic("us-east-2"), region.createTopic("us-east-1")]);
    const notifier = start("fleet-notification", region.notifier(here.topic, there.topic));
    await expect(notifier.call(event)).resolves.toEqual({ there: true });
    await expect(region.received(here)).resolves.toMatchObject([told]);
    await expect(region.received(there, "us-east-1")).resolves.toMatchObject([told]);
  });

  test("tells people in this region though the other's topic is gone; not the other way round", async () => {
    const here = await region.createTopic("us-east-2");
    const gone = "arn:aws:sns:us-east-1:123456789012:gone";
    await expect(start("fleet-notification", region.notifier(here.topic, gone)).call(event)).resolves.toEqual({
      there: false,
    });
    await expect(region.received(here)).resolves.toMatchObject([told]);
    const missing = "arn:aws:sns:us-east-2:123456789012:gone";
    await expect(start("fleet-notification", region.notifier(missing, here.topic)).call(event)).rejects.toThrow(
      "Failure: A call to AWS failed.",
    );
  });
});
