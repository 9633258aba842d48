// A program as a team may have it: newest-sdk.test.ts runs it as TypeScript and as JavaScript, as CommonJS and as a module.
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

pulumi.runtime.registerResourceTransform(async ({ type, props, opts }) =>
  type === "random:index/randomPet:RandomPet" ? { props: { ...props, separator: "_" }, opts } : undefined,
);
pulumi.runtime.registerInvokeTransform(async ({ args, opts }) => ({ args, opts }));
const hook = new pulumi.ResourceHook("say", ({ name }) => pulumi.log.warn(`${name} is hooked`), { onDryRun: true });

const home = new pulumi.ComponentResource("my:index:Home", "home");
const inside = { parent: home, aliases: [{ name: "old", parent: pulumi.rootStackResource }], protect: true };
const short = new random.RandomPet("short", { length: 2 }, inside);
const prefix = new pulumi.Config().requireSecret("word");
const hooks = { beforeCreate: [hook], afterCreate: [hook] };
// An option of newer SDKs than the one that the repository is compiled with. A first preview has no state to migrate.
const migrate = () => {
  throw new Error("there is no state to migrate");
};
const migrating = { stateMigrations: [migrate] };
const long = new random.RandomPet("long", { length: 3, prefix }, { hooks, dependsOn: [home], ...migrating });
const read = random.RandomPet.get("read", "some-id");

export const where = pulumi
  .output(pulumi.runtime.invoke("aws:index/getRegion:getRegion", {}))
  .apply(({ name }) => name);
export const who = pulumi.runtime.invokeOutput(
  "aws:index/getCallerIdentity:getCallerIdentity",
  {},
  { dependsOn: long },
);
export const pets = [short.id, read.id];
