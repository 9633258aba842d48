import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

const aliasType = "aws:lambda/alias:Alias";
const functionType = "aws:lambda/function:Function";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("trading"));
});

const regions = ["us-east-1", "us-west-2"] as const;
const gate = (region: string) => graph.only(region, "aws:lambda/invocation:Invocation");

describe.each(regions)("in %s", (region) => {
  test("each deployment is a version, and callers come to the one that an alias names", () => {
    const released = graph.within(region, functionType).filter(({ inputs }) => inputs.publish === true);
    const aliases = graph.within(region, aliasType);
    expect(aliases).toHaveLength(3);
    expect(aliases.flatMap(({ propertyDependencies }) => propertyDependencies.functionVersion).sort()).toEqual(
      released.map(({ urn }) => urn).sort(),
    );
  });

  test("nothing calls a released function but by its alias", () => {
    const released = graph.within(region, functionType).filter(({ inputs }) => inputs.publish === true);
    const names = released.map(({ inputs }) => String(inputs.name));
    const callers = graph.managed.filter(
      (one) => graph.regionOf(one) === region && /eventSourceMapping|targetGroupAttachment/.test(one.type),
    );
    const bare = callers.filter(({ inputs }) =>
      names.some((name) =>
        new RegExp(`"[^"]*\\b${name}(/invocations)?"`).test(JSON.stringify({ ...inputs, qualifier: "", function: "" })),
      ),
    );
    expect(callers).toHaveLength(3);
    expect(bare.map(({ urn }) => urn)).toEqual([]);
    const permissions = graph
      .within(region, "aws:lambda/permission:Permission")
      .filter(({ name }) => /target/.test(name));
    expect(permissions.length).toBeGreaterThan(1);
    expect(permissions.map(({ inputs }) => inputs.qualifier)).toEqual(
      permissions.map(() => "lambda-REGION-dev-live".replace("REGION", region)),
    );
  });

  test("a release is watched: every new version, on alarms that exist, when the region is asked and they are there", () => {
    const { alarms, quietSeconds } = JSON.parse(String(gate(region).inputs.input));
    const all = graph.within(region, "aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(quietSeconds).toBe(300);
    expect(alarms).toHaveLength(6);
    expect(all.map(({ inputs }) => inputs.name)).toEqual(expect.arrayContaining(alarms));
    const before = [
      ...graph.within(region, aliasType),
      ...all.filter(({ inputs }) => alarms.includes(inputs.name)),
      graph.only(region, "aws:route53/healthCheck:HealthCheck"),
    ];
    expect(before.filter((earlier) => !graph.comesAfter(gate(region), earlier))).toEqual([]);
    expect(Object.keys(gate(region).inputs.triggers as object)).toHaveLength(3);
  });

  test("the gate may read those alarms and nothing else", () => {
    const policy = graph
      .within(region, "aws:iam/rolePolicy:RolePolicy")
      .find(({ name }) => name.startsWith("release-"));
    const { alarms } = JSON.parse(String(gate(region).inputs.input)) as { alarms: string[] };
    const [, read, ...others] = JSON.parse(String(policy?.inputs.policy)).Statement;
    expect(others).toEqual([]);
    expect(read).toMatchObject({
      Action: ["cloudwatch:DescribeAlarms"],
      Resource: alarms.map((name) => `arn:aws:cloudwatch:${region}:123456789012:alarm:${name}`),
    });
  });
});

test("the standby gets a release first: the primary's callers meet it when the standby's alarms were quiet", () => {
  const aliases = graph.within("us-east-1", aliasType);
  expect(aliases.filter((alias) => !graph.comesAfter(alias, gate("us-west-2")))).toEqual([]);
  expect(graph.within("us-west-2", aliasType).filter((alias) => graph.comesAfter(alias, gate("us-east-1")))).toEqual(
    [],
  );
});

test("nobody waits when the stack file says so: a standby that is lost must not hold up the primary", async () => {
  const unwatched = new Graph(await recorded("trading", { releaseWatch: "none" }));
  expect(unwatched.managed.filter(({ type }) => type === "aws:lambda/invocation:Invocation")).toEqual([]);
  expect(unwatched.all(aliasType)).toHaveLength(6);
});
