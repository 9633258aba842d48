import type { GraphResource, Recording } from "../../preflight/graph";
import { share } from "../helpers/histories";
import { RunningPack } from "../helpers/pack";
import { recorded } from "../helpers/recorded";

const systems = ["trading", "payments", "transactions", "healthcare", "fleet"] as const;
/** All by `npm run test:histories`, the first by `npm test`. */
const stacks = systems.slice(0, share(systems.length, 0.2));

const providerType = "pulumi:providers:aws";

/** Every resource with the region of its provider, as AWS's provider fills it in before a policy sees it. */
function filled(recording: Recording): Recording {
  const regions = new Map(
    recording.resources.filter(({ type }) => type === providerType).map(({ urn, inputs }) => [urn, inputs.region]),
  );
  return {
    ...recording,
    resources: recording.resources.map((resource) => {
      const region = resource.provider === undefined ? undefined : regions.get(resource.provider);
      return region === undefined || resource.inputs.region !== undefined ? resource : changed(resource, { region });
    }),
  };
}

function changed(resource: GraphResource, inputs: GraphResource["inputs"]): GraphResource {
  return {
    ...resource,
    inputs: { ...resource.inputs, ...inputs },
    outputs: { ...resource.outputs, ...inputs },
  };
}

/** The standby's provider alone is sent to another region; names and ARNs are as they were. */
function moved(recording: Recording): Recording {
  return {
    ...recording,
    resources: recording.resources.map((resource) =>
      resource.type === providerType && resource.name === "secondary"
        ? changed(resource, { region: "eu-west-1" })
        : resource,
    ),
  };
}

describe("a region that comes from the provider is the provider's, whoever fills it in", () => {
  const packs = new Map<string, RunningPack>();

  beforeAll(async () => {
    for (const stack of stacks) packs.set(stack, await RunningPack.start("regions", stack));
  });
  afterAll(() => Promise.all([...packs.values()].map((pack) => pack.stop())));

  async function findings(stack: string, recording: Recording): Promise<readonly string[]> {
    const verdict = await packs.get(stack)?.judge(recording);
    return (verdict?.violations ?? [])
      .map(({ policy, urn, path }) => `${policy} ${urn.split("::").at(-1)} ${path}`)
      .sort();
  }

  test.each(stacks)("%s as it is", async (stack) => {
    const recording = await recorded(stack);
    expect(await findings(stack, filled(recording))).toEqual(await findings(stack, recording));
  });

  test.each(stacks)("%s with its standby elsewhere", async (stack) => {
    const recording = moved(await recorded(stack));
    const told = await findings(stack, recording);
    expect(told.filter((finding) => finding.startsWith("region-limit-pair"))).toHaveLength(1);
    expect(await findings(stack, filled(recording))).toEqual(told);
  });
});
