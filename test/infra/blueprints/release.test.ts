import { Graph } from "../../helpers/graph";
import { recorded } from "../../helpers/recorded";

const aliasType = "aws:lambda/alias:Alias";
const functionType = "aws:lambda/function:Function";

interface System {
  readonly stack: string;
  readonly standby: string;
  readonly functions: number;
  readonly aliasIn: (region: string) => string;
  /** Beside the mappings: what calls functions there, and the permissions that let it. */
  readonly caller: RegExp;
  readonly permission: RegExp;
}

const systems: readonly System[] = [
  {
    stack: "trading",
    standby: "us-west-2",
    functions: 3,
    aliasIn: (region) => `lambda-${region}-dev-live`,
    caller: /targetGroupAttachment/,
    permission: /target/,
  },
  {
    stack: "payments",
    standby: "us-east-2",
    functions: 4,
    aliasIn: () => "live-dev",
    caller: /apigateway.integration/,
    permission: /^api-/,
  },
];

describe.each(systems)("$stack", ({ stack, standby, functions, aliasIn, caller, permission }) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = new Graph(await recorded(stack));
  });

  const gate = (region: string) => graph.only(region, "aws:lambda/invocation:Invocation");
  const released = (region: string) =>
    graph.within(region, functionType).filter(({ inputs }) => inputs.publish === true);

  describe.each(["us-east-1", standby])("in %s", (region) => {
    test("each deployment is a version, and callers come to the one that an alias names", () => {
      const aliases = graph.within(region, aliasType);
      expect(aliases).toHaveLength(functions);
      expect(aliases.flatMap(({ propertyDependencies }) => propertyDependencies.functionVersion).sort()).toEqual(
        released(region)
          .map(({ urn }) => urn)
          .sort(),
      );
    });

    test("nothing calls a released function but by its alias", () => {
      const names = released(region).map(({ inputs }) => String(inputs.name));
      const callers = graph.managed.filter(
        (one) => graph.regionOf(one) === region && (/eventSourceMapping/.test(one.type) || caller.test(one.type)),
      );
      const bare = callers.filter(({ inputs }) => {
        const text = JSON.stringify({ ...inputs, qualifier: "", function: "" });
        return names.some((name) => new RegExp(`"[^"]*\\b${name}(/invocations)?"`).test(text));
      });
      expect(callers.length).toBeGreaterThanOrEqual(functions);
      expect(bare.map(({ urn }) => urn)).toEqual([]);
      const permissions = graph
        .within(region, "aws:lambda/permission:Permission")
        .filter(({ name }) => permission.test(name));
      expect(permissions.length).toBeGreaterThan(1);
      expect(new Set(permissions.map(({ inputs }) => inputs.qualifier))).toEqual(new Set([aliasIn(region)]));
    });

    test("a release is watched: every new version, on alarms that exist, when the region is asked and they are there", () => {
      const { alarms, quietSeconds } = JSON.parse(String(gate(region).inputs.input));
      const all = graph.within(region, "aws:cloudwatch/metricAlarm:MetricAlarm");
      expect(quietSeconds).toBe(300);
      expect(alarms).toHaveLength(7);
      expect(alarms).toContainEqual(expect.stringContaining("journal-errors"));
      expect(all.map(({ inputs }) => inputs.name)).toEqual(expect.arrayContaining(alarms));
      const before = [
        ...graph.within(region, aliasType),
        ...all.filter(({ inputs }) => alarms.includes(inputs.name)),
        graph.only(region, "aws:route53/healthCheck:HealthCheck"),
      ];
      expect(before.filter((earlier) => !graph.comesAfter(gate(region), earlier))).toEqual([]);
      expect(Object.keys(gate(region).inputs.triggers as object)).toHaveLength(functions);
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
    const early = (region: string, after: string) =>
      graph.within(region, aliasType).filter((alias) => graph.comesAfter(alias, gate(after)));
    expect(early("us-east-1", standby)).toHaveLength(functions);
    expect(early(standby, "us-east-1")).toEqual([]);
  });

  test("nobody waits when the stack file says so: a standby that is lost must not hold up the primary", async () => {
    const unwatched = new Graph(await recorded(stack, { releaseWatch: "none" }));
    expect(unwatched.managed.filter(({ type }) => type === "aws:lambda/invocation:Invocation")).toEqual([]);
    expect(unwatched.all(aliasType)).toHaveLength(2 * functions);
  });
});
