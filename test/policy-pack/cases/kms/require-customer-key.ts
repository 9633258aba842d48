import type { ExampleResource } from "../../../../policy-pack/engine/example";
import { given, unknownText } from "../../given";

const secret = "aws:secretsmanager/secret:Secret";
const table = "aws:dynamodb/table:Table";
const config = { requireKey: true };
const key = (name: string, region?: string): ExampleResource =>
  given("aws:kms/key:Key", name, {}, { provider: region === undefined ? {} : { region } });
/** A table whose own key is told, with two replicas whose keys are still to be made. */
const replicated = (...sources: readonly string[]): ExampleResource =>
  given(
    table,
    "it",
    {
      serverSideEncryption: { enabled: true, kmsKeyArn: "key" },
      replicas: ["us-west-2", "eu-west-1"].map((regionName) => ({ regionName, kmsKeyArn: unknownText })),
    },
    { sources: { replicas: sources } },
  );

export default {
  pass: [
    {
      because: "a secret without replicas has its key",
      config,
      given: [given(secret, "it", { kmsKeyId: "key", replicas: [] })],
    },
    {
      because: "a table without replicas has its key",
      config,
      given: [given(table, "it", { serverSideEncryption: { enabled: true, kmsKeyArn: "key" } })],
    },
    {
      because: "each replica's region has one of the keys to be made",
      config,
      given: [key("one", "us-west-2"), key("two", "eu-west-1"), replicated("one", "two")],
    },
    {
      because: "the replicas' keys are imported ones, still to be made",
      config,
      given: [
        given("aws:kms/externalKey:ExternalKey", "one", {}, { provider: { region: "us-west-2" } }),
        given("aws:kms/replicaExternalKey:ReplicaExternalKey", "two", {}, { provider: { region: "eu-west-1" } }),
        replicated("one", "two"),
      ],
    },
  ],
  fail: [
    { because: "nothing is given", config, given: [given(table, "it", {})], at: ["it serverSideEncryption.kmsKeyArn"] },
    {
      because: "the key is null, and that of the second replica too",
      config,
      given: [given(secret, "it", { kmsKeyId: null, replicas: [{ kmsKeyId: "key" }, { kmsKeyId: null }] })],
      at: ["it kmsKeyId", "it replicas[1].kmsKeyId"],
    },
    {
      because: "no key to be made is of the second replica's region",
      config,
      given: [key("one", "us-west-2"), key("two", "us-east-1"), replicated("one", "two")],
      at: ["it replicas[1].kmsKeyArn"],
    },
  ],
  undetermined: [
    {
      because: "nobody says in which region the keys to be made are",
      config,
      given: [key("one"), replicated("one")],
      at: ["one region"],
    },
    {
      because: "another stack has the keys",
      config,
      given: [
        given("pulumi:pulumi:StackReference", "other", {}),
        given(
          secret,
          "it",
          { kmsKeyId: "key", replicas: [{ region: "us-west-2", kmsKeyId: unknownText }] },
          {
            sources: { replicas: ["other"] },
          },
        ),
      ],
      at: ["it replicas[0].kmsKeyId"],
    },
  ],
};
