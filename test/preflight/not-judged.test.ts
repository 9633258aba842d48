import { unknownTo } from "../../preflight/not-judged";
import { provider, queue } from "./analyzer/graph";

const typed = (type: string, more = {}) =>
  queue("one", {}, { type, urn: `urn:pulumi:dev::shop::${type}::one`, ...more });

test.each(["aws-native:glue:Job", "gcp:storage/bucket:Bucket", "kubernetes:core/v1:Secret", "command:local:Command"])(
  "nobody judges %s",
  (type) => {
    expect(unknownTo("dr-guardrails", [provider, queue("orders", {}), typed(type)])).toEqual([
      { urn: `urn:pulumi:dev::shop::${type}::one`, reason: `no policy of the pack judges ${type}` },
    ]);
  },
);

test.each([
  ["a resource of AWS", typed("aws:glue/job:Job")],
  ["a component", typed("shop:index:Web", { custom: false })],
  ["a provider", typed("pulumi:providers:aws-native")],
  ["a reference to another stack", typed("pulumi:pulumi:StackReference")],
  ["a random name", typed("random:index/randomPet:RandomPet")],
  ["what is only read", typed("gcp:storage/bucket:Bucket", { external: true })],
])("%s is not missed", (_what, resource) => expect(unknownTo("dr-guardrails", [resource])).toEqual([]));

test("of another pack nobody knows what it judges", () => {
  expect(unknownTo("compliance-policies", [typed("aws-native:glue:Job")])).toEqual([]);
});
