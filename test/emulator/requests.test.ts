import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GraphResource } from "../../preflight/graph";
import { awsResources, type DeclaredStack, regionOf } from "../contract/stacks";
import { recorded } from "../helpers/recorded";
import { motoPython, requireTool } from "./cache";

jest.setTimeout(600_000);

const systems = ["trading", "payments", "transactions", "healthcare", "fleet"] as const;

interface Refusal {
  readonly stack: string;
  readonly urn: string;
  readonly request: string;
  readonly code: string;
  readonly problem: string;
}

interface Played {
  readonly accepted: Readonly<Record<string, number>>;
  readonly refused: readonly Refusal[];
}

let stacks: readonly DeclaredStack[];
let played: Played;

beforeAll(async () => {
  stacks = await Promise.all(systems.map(async (name) => ({ name, recording: await recorded(name) })));
  played = play(stacks);
});

function play(asked: readonly DeclaredStack[]): Played {
  const { status, stdout, stderr } = spawnSync(requireTool(motoPython), [join(__dirname, "play_requests.py")], {
    input: JSON.stringify(
      asked.map((stack) => ({ name: stack.name, resources: awsResources(stack).map((each) => asking(stack, each)) })),
    ),
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(`play_requests.py ended with status ${status}:\n${stderr}`);
  }
  return JSON.parse(stdout) as Played;
}

function asking(stack: DeclaredStack, resource: GraphResource) {
  const { urn, type, inputs, dependencies, propertyDependencies: sources } = resource;
  const after = [...dependencies, ...Object.values(sources).flat()];
  return { urn, type, inputs, region: regionOf(stack, resource), after, sources };
}

/** What moto does not take, as the list beside this test has it: request, how often, why. */
function listed(): ReadonlyMap<string, number> {
  const text = readFileSync(join(__dirname, "not-in-moto.md"), "utf8");
  const rows = [...text.matchAll(/^\| `([\w]+:\w+)` \| (\d+) \| [^|]{10,} \|$/gm)];
  return new Map(rows.map(([, request = "", count]) => [request, Number(count)]));
}

function told({ stack, urn, request, problem }: Refusal): string {
  return `${stack} ${urn.split("::").at(-1)} ${request}: ${problem}`;
}

function counted(refused: readonly Refusal[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { request } of refused) counts.set(request, (counts.get(request) ?? 0) + 1);
  return new Map([...counts].sort());
}

describe("the requests of the five stacks, in the order of their dependencies", () => {
  test("are taken by moto, but for those that it cannot do, which are listed and counted", () => {
    const [expected, counts] = [listed(), counted(played.refused)];
    const others = played.refused.filter(({ request }) => counts.get(request) !== expected.get(request));
    expect(others.map(told)).toEqual([]);
    expect(counts).toEqual(expected);
  });

  test("are more than a thousand, one at least for each resource", () => {
    const accepted = Object.values(played.accepted).reduce((sum, count) => sum + count, 0);
    const resources = stacks.reduce((sum, stack) => sum + awsResources(stack).length, 0);
    expect(accepted + played.refused.length).toBeGreaterThan(resources);
    expect(accepted).toBeGreaterThan(1_000);
    console.log(`moto: ${JSON.stringify({ accepted, refused: played.refused.length })}`);
  });
});

/** A change that moto must notice, and the request that it then refuses. */
interface Fault {
  readonly what: string;
  readonly system: string;
  readonly change: (resource: GraphResource) => GraphResource | undefined;
  readonly request: string;
}

const faults: readonly Fault[] = [
  {
    what: "a role that is not there",
    system: "trading",
    change: (each) => (each.type === "aws:iam/role:Role" ? undefined : each),
    request: "iam:PutRolePolicy",
  },
  {
    what: "a function that waits for nothing",
    system: "payments",
    change: (each) =>
      each.type === "aws:lambda/function:Function" ? { ...each, dependencies: [], propertyDependencies: {} } : each,
    request: "lambda:CreateFunction",
  },
  {
    what: "a permission for an alias that nothing waits for",
    system: "trading",
    change: (each) => ({
      ...each,
      dependencies: each.dependencies.filter((urn) => !urn.includes("aws:lambda/alias:Alias")),
    }),
    request: "lambda:AddPermission",
  },
  {
    what: "a key that no attribute is",
    system: "fleet",
    change: (each) => withInput(each, "aws:dynamodb/table:Table", { hashKey: "nobody" }),
    request: "dynamodb:CreateTable",
  },
  {
    what: "a subnet outside its network",
    system: "trading",
    change: (each) => withInput(each, "aws:ec2/subnet:Subnet", { cidrBlock: "192.0.2.0/24" }),
    request: "ec2:CreateSubnet",
  },
];

function withInput(resource: GraphResource, type: string, more: GraphResource["inputs"]): GraphResource {
  return resource.type === type ? { ...resource, inputs: { ...resource.inputs, ...more } } : resource;
}

describe("a fault in the order or in a name is told", () => {
  let refused: readonly Refusal[];

  beforeAll(() => {
    refused = play(faults.map(({ what, system, change }) => spoilt(what, system, change))).refused;
  });

  const spoilt = (name: string, system: string, change: Fault["change"]): DeclaredStack => {
    const stack = stacks.find((each) => each.name === system);
    if (stack === undefined) throw new Error(`${system} was not recorded`);
    const resources = stack.recording.resources.flatMap((each) => change(each) ?? []);
    return { name, recording: { ...stack.recording, resources } };
  };

  test.each(faults.map((fault) => [fault.what, fault] as const))("%s", (what, { system, request }) => {
    const usual = new Set(
      played.refused.filter(({ stack }) => stack === system).map((each) => `${each.urn} ${each.request}`),
    );
    const said = refused.filter(({ stack, urn, request: asked }) => stack === what && !usual.has(`${urn} ${asked}`));
    expect(said.map((each) => each.request)).toContain(request);
  });
});
