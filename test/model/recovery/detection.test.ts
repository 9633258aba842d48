import {
  balancers,
  check,
  first,
  given,
  inEast,
  inWest,
  pairBy,
  record,
  recoveryTime,
  second,
  standby,
  unknownText,
} from "./stack";

const alarm = (name: string, props: object, context: object) =>
  given(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    name,
    { name: "down", namespace: "N", metricName: "M", period: 60, evaluationPeriods: 1, ...props },
    context,
  );
const byAlarm = (props: object) =>
  check("follower", "front-east", {
    type: "CLOUDWATCH_METRIC",
    fqdn: undefined,
    cloudwatchAlarmName: "down",
    ...props,
  });
const calculated = (needs: number | undefined, ...children: readonly string[]) =>
  given(
    "aws:route53/healthCheck:HealthCheck",
    "sum",
    { type: "CALCULATED", childHealthchecks: children.map(() => unknownText), childHealthThreshold: needs },
    { sources: { childHealthchecks: children } },
  );
const slow = check("slow", "front-east", { failureThreshold: 10 });
const fast = check("fast", "front-east", { failureThreshold: 1 });
const off = check("off", "front-east", { disabled: true });

describe("how soon an answer is taken out when its region is lost", () => {
  test.each([
    [
      "an endpoint's check takes interval times threshold",
      pairBy(check("c", "front-east")),
      ["detection 90 c failureThreshold"],
    ],
    [
      "AWS takes 30 seconds and three failures when the program does not say",
      pairBy(check("c", "front-east", { requestInterval: undefined, failureThreshold: undefined })),
      ["detection 90 c failureThreshold"],
    ],
    [
      "a calculated check that needs both children follows the first that falls",
      pairBy(slow, fast, calculated(2, "slow", "fast")),
      ["detection 30 fast failureThreshold"],
    ],
    [
      "a calculated check that needs one of two follows the last that falls",
      pairBy(slow, fast, calculated(1, "slow", "fast")),
      ["detection 300 slow failureThreshold"],
    ],
    [
      "an alarm elsewhere takes its periods and two minutes",
      pairBy(alarm("a", { period: 300 }, inWest), byAlarm({ cloudwatchAlarmRegion: "us-west-2" })),
      ["detection by alarm 420 a evaluationPeriods"],
    ],
    [
      "of two alarms of one name that of the check's region counts",
      pairBy(
        alarm("near", { period: 60 }, inEast),
        alarm("far", { period: 300 }, inWest),
        byAlarm({ cloudwatchAlarmRegion: "us-west-2" }),
      ),
      ["detection by alarm 420 far evaluationPeriods"],
    ],
    [
      "an alarm on an expression waits for the longest period in it",
      pairBy(
        alarm(
          "a",
          {
            period: undefined,
            evaluationPeriods: 2,
            metricQueries: [
              { id: "e", expression: "m/2" },
              { id: "m", metric: { period: 300 } },
            ],
          },
          inWest,
        ),
        byAlarm({ cloudwatchAlarmRegion: "us-west-2" }),
      ),
      ["detection by alarm 720 a evaluationPeriods"],
    ],
    [
      "an alarm of the lost region counts when silence is unhealthy",
      pairBy(
        alarm("a", {}, inEast),
        byAlarm({ cloudwatchAlarmRegion: "us-east-1", insufficientDataHealthStatus: "Unhealthy" }),
      ),
      ["detection by alarm 180 a evaluationPeriods"],
    ],
  ])("%s", (_, resources, expected) => {
    expect(recoveryTime(...resources)).toEqual([...expected, "one TTL 60 east ttl"]);
  });

  test.each([
    ["a disabled check is always healthy", pairBy(off), "detection Infinity off disabled"],
    [
      "an inverted check is healthy while its endpoint is gone",
      pairBy(check("c", "front-east", { invertHealthcheck: true })),
      "detection Infinity c invertHealthcheck",
    ],
    [
      "a calculated check that needs no child never falls",
      pairBy(fast, calculated(0, "fast")),
      "detection Infinity sum childHealthThreshold",
    ],
    [
      "a calculated check stays up by a disabled child",
      pairBy(fast, off, calculated(1, "fast", "off")),
      "detection Infinity sum childHealthThreshold",
    ],
    [
      "a calculated check that needs more than it has is never healthy",
      pairBy(fast, calculated(2, "fast")),
      "detection Infinity sum childHealthThreshold",
    ],
    ["a check of the other answer stays healthy", pairBy(check("c", "front-west")), "detection Infinity c fqdn"],
    [
      "enough children that ask the other answer keep a calculated check up",
      pairBy(fast, check("there", "front-west"), calculated(1, "fast", "there")),
      "detection Infinity sum childHealthThreshold",
    ],
    [
      "a check of the failover name itself is healthy again when the standby answers",
      pairBy(check("c", "front-east", { fqdn: "PAY.example.org." })),
      "detection Infinity c fqdn",
    ],
    [
      "an alarm of the lost region says that all is well when it falls silent",
      pairBy(
        alarm("a", {}, inEast),
        byAlarm({ cloudwatchAlarmRegion: "us-east-1", insufficientDataHealthStatus: "Healthy" }),
      ),
      "detection Infinity follower insufficientDataHealthStatus",
    ],
    [
      "an alarm of the lost region leaves the check as it was",
      pairBy(
        alarm("a", {}, inEast),
        byAlarm({ cloudwatchAlarmRegion: "us-east-1", insufficientDataHealthStatus: "LastKnownStatus" }),
      ),
      "detection Infinity follower insufficientDataHealthStatus",
    ],
    [
      "the alarm's metric does not move in the region that stays",
      pairBy(
        alarm("a", { namespace: "AWS/ApplicationELB", metricName: "HTTPCode_ELB_5XX_Count" }, inWest),
        byAlarm({ cloudwatchAlarmRegion: "us-west-2", insufficientDataHealthStatus: "Unhealthy" }),
      ),
      "detection Infinity a metricName",
    ],
    [
      "the alarm's lag ends with its source, and the check calls that healthy",
      pairBy(
        alarm("a", { namespace: "AWS/RDS", metricName: "AuroraGlobalDBRPOLag" }, inWest),
        byAlarm({ cloudwatchAlarmRegion: "us-west-2", insufficientDataHealthStatus: "Healthy" }),
      ),
      "detection Infinity a treatMissingData",
    ],
    [
      "nothing asks",
      [...balancers, record("east", "front-east", first), standby],
      "detection Infinity east healthCheckId",
    ],
  ])("never, because %s", (_, resources, expected) => {
    expect(recoveryTime(...resources)).toEqual([expected, "one TTL 60 east ttl"]);
  });

  test.each([
    [
      "the check is not in this stack",
      [...balancers, record("east", "front-east", { ...first, healthCheckId: "abcdef11-2222" }), standby],
      "? east healthCheckId",
    ],
    [
      "a routing control is set by a person",
      pairBy(check("c", "front-east", { type: "RECOVERY_CONTROL" })),
      "? c routingControlArn",
    ],
    [
      "its threshold is not known yet",
      pairBy(
        given("aws:secretsmanager/secret:Secret", "elsewhere", {}),
        given(
          "aws:route53/healthCheck:HealthCheck",
          "c",
          { type: "HTTP", fqdn: unknownText, failureThreshold: "3eeb2bf0-c639-47a8-9e75-3b44932eb421" },
          { sources: { fqdn: ["front-east"], failureThreshold: ["elsewhere"] } },
        ),
      ),
      "? c failureThreshold",
    ],
  ])("unknown, because %s", (_, resources, expected) => {
    const found = recoveryTime(...resources);
    expect(found.filter((term) => term.startsWith("?")).map((term) => term.replace("?  ", "? c "))).toEqual([expected]);
    expect(found.filter((term) => term.startsWith("detection"))).toEqual([]);
  });

  test("every answer of a name that chooses by latency needs a check", () => {
    const latency = (name: string, target: string, region: string, checkName?: string) =>
      record(name, target, { latencyRoutingPolicies: [{ region }] }, checkName);
    const checks = [check("c-east", "front-east"), check("c-west", "front-west")];
    const both = [
      latency("east", "front-east", "us-east-1", "c-east"),
      latency("west", "front-west", "us-west-2", "c-west"),
    ];
    expect(recoveryTime(...balancers, ...checks, ...both)).toEqual([
      "detection 90 c-east failureThreshold",
      "one TTL 60 east ttl",
    ]);
    expect(
      recoveryTime(
        ...balancers,
        ...checks,
        latency("east", "front-east", "us-east-1", "c-east"),
        latency("west", "front-west", "us-west-2"),
      ),
    ).toContain("detection Infinity west healthCheckId");
  });

  describe("an alias that asks its target", () => {
    const alias = (name: string, host: string, routing: object, evaluateTargetHealth = true) =>
      given("aws:route53/record:Record", name, {
        zoneId: "Z1",
        name: "pay.example.org",
        type: "A",
        setIdentifier: name,
        aliases: [{ name: host, zoneId: "Z2", evaluateTargetHealth }],
        ...routing,
      });
    const west = alias("west", "lb-2.us-west-2.elb.amazonaws.com", second);

    test("leaves the time open: AWS states none", () => {
      expect(recoveryTime(alias("east", "lb-1.us-east-1.elb.amazonaws.com", first), west)).toEqual([
        "one TTL 60 east aliases",
        "? east aliases[0].evaluateTargetHealth",
      ]);
    });

    test.each([
      ["a distribution has no health to evaluate", [alias("east", "d1.cloudfront.net", first), west]],
      [
        "a record without a check is always healthy",
        [
          alias("east", "plain.example.org", first),
          given("aws:route53/record:Record", "plain", {
            zoneId: "Z1",
            name: "plain.example.org",
            type: "A",
            ttl: 60,
            records: ["192.0.2.1"],
          }),
          west,
        ],
      ],
    ])("never notices, because %s", (_, resources) => {
      expect(recoveryTime(...resources)).toContain("detection Infinity east aliases[0].evaluateTargetHealth");
    });

    test("asks the check of the record behind it", () => {
      const behind = given(
        "aws:route53/record:Record",
        "behind",
        {
          zoneId: "Z1",
          name: "behind.example.org",
          type: "A",
          ttl: 60,
          records: ["192.0.2.1"],
          healthCheckId: unknownText,
        },
        { sources: { healthCheckId: ["c"] } },
      );
      const asked = check("c", "front-east", { fqdn: undefined, ipAddress: "192.0.2.1", failureThreshold: 1 });
      expect(recoveryTime(asked, behind, alias("east", "behind.example.org", first), west)).toContain(
        "detection 30 c failureThreshold",
      );
    });
  });
});
