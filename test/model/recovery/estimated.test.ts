import { copySettings, usualCopyTimes } from "../../../model/recovery/copy-times";
import { doubtsInWords, doubtsOf, doubtsOfLoss } from "../../../model/recovery/estimated";
import { dynamodbLag, stall } from "../../../model/recovery/estimates";
import { readDataLoss, usualLoss } from "../../../model/recovery/rpo";
import { simulateLoss } from "../../../model/recovery/simulation";
import { effortSettings, usualEfforts } from "../../../model/recovery/standby";
import type { Term } from "../../../model/recovery/term";
import limitRpo from "../../../policy-pack/rules/recovery/limit-rpo";
import limitRto from "../../../policy-pack/rules/recovery/limit-rto";
import { given, inEast, inWest, stackFrom, unknownText } from "./stack";

type Given = ReturnType<typeof given>;

const lossOf = (resources: readonly Given[], own: Partial<typeof usualCopyTimes> = {}) => {
  const terms: Term[] = [];
  const settings = { ...usualLoss, copyTimes: { ...usualCopyTimes, ...own } };
  expect([...readDataLoss(stackFrom(...resources), settings, terms)]).toEqual([]);
  return terms;
};

const table = given("aws:dynamodb/table:Table", "t", { name: "t", replicas: [{ regionName: "us-west-2" }] }, inEast);
const instance = given("aws:rds/instance:Instance", "db", { identifier: "db" }, inEast);
const replicated = given(
  "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
  "copy",
  { sourceDbInstanceArn: "arn:aws:rds:us-east-1:123456789012:db:db" },
  inWest,
);
const bucket = given(
  "aws:s3/bucket:Bucket",
  "b",
  {
    bucket: "b",
    tags: { Data: "business-records" },
    replicationConfiguration: {
      role: "arn:aws:iam::123456789012:role/copy",
      rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::copy" } }],
    },
  },
  inEast,
);
const plan = given(
  "aws:backup/plan:Plan",
  "plan",
  {
    rules: [
      {
        schedule: "cron(0 5 * * ? *)",
        startWindow: 60,
        copyActions: [{ destinationVaultArn: "arn:aws:backup:us-west-2:123456789012:backup-vault:far" }],
      },
    ],
  },
  inEast,
);
const selection = given(
  "aws:backup/selection:Selection",
  "all",
  { planId: unknownText, resources: ["*"] },
  { ...inEast, sources: { planId: ["plan"] } },
);

/** Each kind of copy of which AWS states no time. */
const slow = [
  ["objects", "S3 replication without time control", [bucket], 14_400],
  ["automatedBackups", "replicated automated backups", [instance, replicated], 600],
  ["backups", "a backup's job and copy", [instance, plan, selection], 5400],
] as const;

describe("numbers of low confidence", () => {
  test.each(slow)("%s: the setting that replaces it is named", (kind, what, resources, seconds) => {
    const doubts = doubtsOf(lossOf([...resources]));
    expect(doubts).toEqual([{ what, seconds, setting: copySettings[kind] }]);
    expect(doubtsInWords(doubts)).toBe(`${seconds} s for ${what} (${copySettings[kind]} replaces it)`);
  });

  test.each(slow)(
    "%s: a team's own measurement takes its place in the figure and in the simulation",
    (kind, ...rest) => {
      const [, resources, seconds] = rest;
      const usual = lossOf([...resources]);
      const own = lossOf([...resources], { [kind]: 60 });
      expect(own.map((term) => term.seconds)).toEqual(usual.map((term) => term.seconds - seconds + 60));
      expect(doubtsOf(own)).toEqual([]);
      expect(own.map(({ estimate }) => estimate)).toEqual([undefined]);
      expect(simulateLoss(own).percentile(90)).toBeLessThan(simulateLoss(usual).percentile(90));
    },
  );

  test("a simulated loss rests on the lag of what is copied, and on a stall that all copies share", () => {
    expect(doubtsOf(lossOf([table]))).toEqual([]); // a second is of medium confidence
    expect(
      doubtsOfLoss(
        lossOf([
          table,
          given("aws:dynamodb/table:Table", "u", { name: "u", replicas: [{ regionName: "us-west-2" }] }, inEast),
        ]),
      ),
    ).toEqual([{ what: dynamodbLag.name }, { what: stall.name }]);
  });

  test("what the engine bounds rests on nothing", () => {
    const replicas = [{ regionName: "us-west-2", consistencyMode: "STRONG" }];
    expect(doubtsOfLoss(lossOf([given("aws:dynamodb/table:Table", "t", { name: "t", replicas }, inEast)]))).toEqual([]);
  });

  test("what is not counted raises no doubt", () => {
    const untagged = given("aws:s3/bucket:Bucket", "b", { ...(bucket.props as object), tags: {} }, inEast);
    expect(doubtsOf(lossOf([untagged]))).toEqual([]);
  });
});

test("every setting that a figure names is one of its policy, with the estimate as its default", () => {
  const defaults = (config: Readonly<Record<string, { readonly default?: unknown }>>, names: Iterable<string>) =>
    [...names].map((name) => config[name]?.default);
  expect(defaults(limitRto.config, Object.values(effortSettings))).toEqual(
    Object.keys(effortSettings).map((key) => usualEfforts[key as keyof typeof usualEfforts]),
  );
  expect(defaults(limitRpo.config, Object.values(copySettings))).toEqual(
    Object.keys(copySettings).map((key) => usualCopyTimes[key as keyof typeof usualCopyTimes]),
  );
});
