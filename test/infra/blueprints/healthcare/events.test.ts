import fc from "fast-check";
import type { JsonObject } from "../../../../preflight/graph";
import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { type Forwarding, forwardingsOf, matches, spread } from "./event-simulation";

let graph: Graph;
let forwardings: readonly Forwarding[];
beforeAll(async () => {
  graph = new Graph(await recorded("healthcare"));
  forwardings = forwardingsOf(graph);
});

const regions = ["us-east-1", "us-west-2"] as const;
const pairs = [
  ["us-east-1", "us-west-2"],
  ["us-west-2", "us-east-1"],
] as const;

describe.each(pairs)("in %s", (region, peer) => {
  test('healthcare: "EventBridge event buses in both regions"', () => {
    expect(graph.only(region, "aws:cloudwatch/eventBus:EventBus").inputs.name).toBe("events-dev-records");
  });

  test('healthcare: "EventBridge cross-region rules require event bus permissions in both regions"', () => {
    const { inputs } = graph.only(region, "aws:cloudwatch/eventBusPolicy:EventBusPolicy");
    expect(statementsOf(inputs.policy).map(({ Principal, Action, Resource }) => [Principal, Action, Resource])).toEqual(
      [
        [
          { AWS: `arn:aws:iam::123456789012:role/iam-dev-records-forward-${peer}` },
          ["events:PutEvents"],
          [`arn:aws:events:${region}:123456789012:event-bus/events-dev-records`],
        ],
        [
          { AWS: `arn:aws:iam::123456789012:role/iam-dev-records-api-${region}` },
          ["events:PutEvents"],
          [`arn:aws:events:${region}:123456789012:event-bus/events-dev-records`],
        ],
      ],
    );
  });

  test('healthcare: "Rules for cross-region event forwarding", with a role, retries and dead letters of its own region', () => {
    const target = graph
      .within(region, "aws:cloudwatch/eventTarget:EventTarget")
      .find(({ inputs }) => String(inputs.arn).includes(":event-bus/"));
    expect(target?.inputs).toMatchObject({
      arn: `arn:aws:events:${peer}:123456789012:event-bus/events-dev-records`,
      roleArn: `arn:aws:iam::123456789012:role/iam-dev-records-forward-${region}`,
      deadLetterConfig: { arn: `arn:aws:sqs:${region}:123456789012:sqs-dev-records-dead-letters` },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
    });
    expect(target?.propertyDependencies.eventBusName).toEqual([
      graph.only(region, "aws:cloudwatch/eventBus:EventBus").urn,
    ]);
  });

  test("the queue takes what each rule could not deliver, and nothing from another rule", () => {
    const [policy] = graph
      .within(region, "aws:sqs/queuePolicy:QueuePolicy")
      .filter(({ name }) => name.startsWith("dead-letters-"));
    const admitted = statementsOf(policy?.inputs.policy).filter(({ Effect }) => Effect === "Allow");
    expect(admitted.map(({ Condition }) => Condition)).toEqual(
      [
        "events-dev-records/events-dev-records-forward",
        "events-dev-records/events-dev-records-consume",
        "events-dev-failover-readiness",
        "events-dev-failover-rehearsal",
      ].map((rule) => ({ ArnEquals: { "aws:SourceArn": `arn:aws:events:${region}:123456789012:rule/${rule}` } })),
    );
  });

  test("events are kept for two weeks, and can be replayed", () => {
    expect(graph.only(region, "aws:cloudwatch/eventArchive:EventArchive").inputs).toMatchObject({
      retentionDays: 14,
      eventPattern: '{"source":["healthcare.records"]}',
    });
  });

  test("events of both regions are handed to the function of the region", () => {
    const consumer = graph
      .within(region, "aws:cloudwatch/eventRule:EventRule")
      .find(({ inputs }) => inputs.name === "events-dev-records-consume");
    const pattern: JsonObject = JSON.parse(String(consumer?.inputs.eventPattern));
    for (const origin of regions) {
      expect(matches(pattern, born(origin))).toBe(true);
    }
  });
});

function born(region: string) {
  return { source: "healthcare.records", region, detail: { originRegion: region, eventId: "stored-1", subject: "1" } };
}

describe("forwarding", () => {
  test("leads both ways", () => {
    expect(forwardings.map(({ from, to }) => [from, to]).sort()).toEqual([
      ["us-east-1", "us-west-2"],
      ["us-west-2", "us-east-1"],
    ]);
  });

  test.each(["kept", "rewritten"] as const)("brings an event to both regions once (region of the copy %s)", (way) => {
    expect(spread(forwardings, "us-east-1", born("us-east-1"), way)).toEqual(["us-east-1", "us-west-2"]);
    expect(spread(forwardings, "us-west-2", born("us-west-2"), way)).toEqual(["us-west-2", "us-east-1"]);
  });

  test("never loops, whatever is put on either bus, whatever EventBridge writes into the copy", () => {
    const word = fc.constantFrom("us-east-1", "us-west-2", "eu-west-1", "");
    const source = fc.constantFrom("healthcare.records", "healthcare.rehearsal", "aws.ec2");
    const event = fc.record({ source, region: word, detail: fc.record({ originRegion: word, eventId: fc.string() }) });
    fc.assert(
      fc.property(fc.constantFrom(...regions), event, fc.constantFrom("kept", "rewritten"), (bus, it, way) => {
        const seen = spread(forwardings, bus, it, way as "kept" | "rewritten");
        expect(new Set(seen).size).toBe(seen.length);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test("would loop without the origin in its patterns: the simulation can tell", () => {
    const careless = forwardings.map((forwarding) => ({ ...forwarding, pattern: { source: ["healthcare.records"] } }));
    expect(spread(careless, "us-east-1", born("us-east-1"), "kept")).toHaveLength(20);
  });
});
