import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { GlobalTable } from "../../../../infra/components/dynamodb/global-table";
import { Arns } from "../../../../infra/naming/arns";
import { Names } from "../../../../infra/naming/names";
import type { Tags } from "../../../../infra/naming/tags";
import type { Region, Role } from "../../../../infra/regions/pair";

const account = "123456789012";

function regionOf(role: Role, of: string, name: string, tags: Tags): Region {
  const names = new Names({ pattern: "{purpose}-{environment}", region: name, environment: "dev", account });
  const arns = new Arns({ partition: "aws", region: name, account });
  return {
    role,
    name,
    account,
    zones: [],
    names,
    arns,
    tags,
    provider: new Provider(`${of}-${role}`, { region: name }),
  };
}

interface OwnTag {
  readonly key: unknown;
  readonly value: unknown;
  readonly deletesFirst: boolean | undefined;
  readonly trigger: unknown;
}

/** What is set on the replica itself of each table, by the table's name. */
const made = new Map<string, Promise<OwnTag>[]>();

const noted: pulumi.ResourceTransformation = ({ type, name, props, opts }) => {
  if (type === "aws:dynamodb/tag:Tag") {
    const { deleteBeforeReplace: deletesFirst, replacementTrigger } = opts as pulumi.CustomResourceOptions;
    const told = pulumi.output(replacementTrigger);
    const tag = new Promise<OwnTag>((done) =>
      told.apply((trigger) => done({ key: props.key, value: props.value, deletesFirst, trigger })),
    );
    const [table = ""] = name.split("-");
    made.set(table, [...(made.get(table) ?? []), tag]);
  }
  return undefined;
};

const environment = { Environment: "production" };

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
    call: ({ inputs }) => inputs,
  });
  const secondary = { ...environment, "DR-Role": "secondary" };
  const tables = { trades: {}, quotes: { Team: "desk" } };
  for (const [name, more] of Object.entries(tables)) {
    const home = regionOf("primary", name, "us-east-1", { ...environment, "DR-Role": "primary", ...more });
    const replicas = [regionOf("secondary", name, "us-west-2", secondary)];
    const args = { home, replicas, tableName: name, hashKey: { name: "id", type: "S" } as const };
    const { table } = new GlobalTable(name, args, { transformations: [noted] });
    await new Promise((done) => table.urn.apply(done));
  }
});

const tagsOf = (table: string) => Promise.all(made.get(table) ?? []);

test("a replica has the tags of its own region where they differ, and none of them twice", async () => {
  expect((await tagsOf("trades")).map(({ key, value }) => [key, value])).toEqual([["DR-Role", "secondary"]]);
});

test("they are set again when the table's tags change, which DynamoDB is told to put over them", async () => {
  const [before] = await tagsOf("trades");
  const [after] = await tagsOf("quotes");
  expect(before?.deletesFirst).toBe(true);
  expect(before?.trigger).toEqual({ ...environment, "DR-Role": "primary" });
  expect(after?.trigger).toEqual({ ...environment, "DR-Role": "primary", Team: "desk" });
});
