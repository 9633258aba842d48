import type { Json, JsonObject, Recording } from "../../preflight/graph";
import { makeSecret, UNKNOWN } from "../../preflight/wire";
import { withChange, withValue } from "../helpers/edit";
import { sampled } from "../helpers/histories";
import { RunningPack } from "../helpers/pack";
import { recorded } from "../helpers/recorded";

/* A value that is unknown and secret as well is judged as one that is unknown: a pack is shown no secret, only what is in it. */

const table = "aws:dynamodb/table:Table";
const policy = "aws:iam/rolePolicy:RolePolicy";
const record = "aws:route53/record:Record";

const places = [
  { type: table, name: "trades-table", path: "billingMode", said: "dynamodb-require-on-demand" },
  { type: table, name: "trades-table", path: "pointInTimeRecovery.enabled", said: "dynamodb-require-pitr" },
  { type: table, name: "trades-table", path: "replicas[0].regionName", said: "dynamodb-require-replica" },
  { type: table, name: "trades-table", path: "replicas", said: "dynamodb-require-replica" },
  { type: policy, name: "processor-primary-policy", path: "policy", said: "iam-forbid-wildcard-action" },
  { type: record, name: "api-primary", path: "ttl", said: "recovery-limit-rto" },
] as const;

let good: Recording;
let pack: RunningPack;
beforeAll(async () => {
  [good, pack] = await Promise.all([recorded("trading"), RunningPack.start("trading", "trading")]);
});
afterAll(() => pack.stop());

type Place = (typeof places)[number];

function withAt({ type, name, path }: Place, value: Json, wrap: (inputs: JsonObject) => JsonObject = (same) => same) {
  return withChange(good, type, name, (resource) => {
    const [property = ""] = path.split(/[.[]/);
    const put = (properties: JsonObject) => wrap(withValue(properties, path, value));
    const { [property]: _sources, ...propertyDependencies } = resource.propertyDependencies;
    const other = good.resources[1]?.urn ?? "";
    return {
      ...resource,
      inputs: put(resource.inputs),
      outputs: put(resource.outputs),
      propertyDependencies: { ...propertyDependencies, [property]: [other] },
    };
  });
}

async function verdictOf(recording: Recording) {
  const { violations, undetermined } = await pack.judge(recording);
  const short = (list: readonly { readonly policy: string; readonly urn: string }[]) =>
    [...new Set(list.map((one) => `${one.policy} ${one.urn.split("::").at(-1)}`))].sort();
  return {
    violations: short(violations.filter(({ level }) => level === "mandatory")),
    undetermined: short(undetermined),
  };
}

/** All properties secret as a whole. */
function allSecret(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, makeSecret(value)]));
}

test.each(sampled(places, 0.15))("$type: $path unknown, and unknown in a secret, are the same", async (place) => {
  const plain = await verdictOf(withAt(place, UNKNOWN));
  expect([...plain.violations, ...plain.undetermined]).toContainEqual(expect.stringMatching(`^${place.said} `));
  await expect(verdictOf(withAt(place, makeSecret(UNKNOWN)))).resolves.toEqual(plain);
  await expect(verdictOf(withAt(place, makeSecret(makeSecret(UNKNOWN))))).resolves.toEqual(plain);
  const whole = await verdictOf(withAt(place, makeSecret(UNKNOWN), allSecret));
  expect([...whole.violations, ...whole.undetermined]).toContainEqual(expect.stringMatching(`^${place.said} `));
});
