import type { StackUses } from "../../../preflight/commands/exemption-uses";
import { withExceptions } from "../../../preflight/commands/exemptions-as-exceptions";

const urn = (name: string, stack = "dev") => `urn:pulumi:${stack}::shop::aws:sqs/queue:Queue::${name}`;
const exemption = { urn: "*::aws:sqs/queue:Queue::*", reason: "old", owner: "ann", expires: "2027-03-31" };
const use = (name: string, path = "ttl", stack = "dev") => ({
  policy: "p",
  urn: urn(name, stack),
  path,
  reason: "old",
  owner: "ann",
  expires: "2027-03-31",
});
const stack = (exempted: StackUses["exempted"], standing: readonly string[] = []): StackUses => ({
  stack: "dev",
  exempted,
  standing: new Set(standing),
});

function convert(settings: Readonly<Record<string, unknown>>, uses: readonly StackUses[], exceptions = {}) {
  return withExceptions({ settings, exceptions, uses, today: "2026-11-30" });
}

test("an exemption becomes an exception for exactly the resources where it covers a finding, of every stack", () => {
  const uses = [stack([use("b"), use("a"), use("a", "delay")]), { ...stack([use("a", "ttl", "prod")]), stack: "prod" }];
  const { document, remarks } = convert({ environments: ["e"], p: { maximum: 3, exemptions: [exemption] } }, uses);
  expect(document).toEqual({
    version: 2,
    environments: ["e"],
    policies: { p: { maximum: 3 } },
    exceptions: {
      "p-1": {
        reason: "old (ann, until 2027-03-31)",
        match: [{ policies: ["p"], targets: [urn("a"), urn("b"), urn("a", "prod")] }],
      },
    },
  });
  expect(remarks).toEqual([expect.stringContaining("which Pulumi does not end on 2027-03-31")]);
});

test("a policy of which nothing is left but its exemptions is left out, and a level stays", () => {
  const { document } = convert({ q: "advisory", p: { exemptions: [exemption] } }, [stack([use("a")])]);
  expect(document.policies).toEqual({ q: "advisory" });
});

test("what the profile has already stays, whatever its ids", () => {
  const { document } = convert({ p: { exemptions: [exemption] } }, [stack([use("a")])], { "p-1": "as it is" });
  expect(document.exceptions).toEqual({
    "p-1": "as it is",
    "p-1x": expect.objectContaining({ match: expect.any(Array) }),
  });
});

describe("an exemption stays one", () => {
  test.each<readonly [string, object, StackUses, string]>([
    ["when it covers nothing", exemption, stack([]), "it covers nothing in dev"],
    ["when only one like it is at work", { ...exemption, owner: "bob" }, stack([use("a")]), "it covers nothing in dev"],
    ["when it is for another path", { ...exemption, path: "delay" }, stack([use("a")]), "it covers nothing in dev"],
    ["when it has ended", { ...exemption, expires: "2026-11-29" }, stack([]), "it ended on 2026-11-29"],
    [
      "when another finding of the policy stands there",
      { ...exemption, path: "ttl" },
      stack([use("a")], [`p ${urn("a")}`]),
      `another finding of the policy stands at ${urn("a")}, and an exception would cover both`,
    ],
  ])("%s", (_when, given, uses, remark) => {
    const { document, remarks } = convert({ p: { exemptions: [given] } }, [uses]);
    expect(document).toEqual({ version: 2, policies: { p: { exemptions: [given] } }, exceptions: {} });
    expect(remarks).toEqual([expect.stringContaining(remark)]);
  });
});

test("a finding of another policy at the resource keeps nothing back", () => {
  const { document } = convert({ p: { exemptions: [exemption] } }, [stack([use("a")], [`q ${urn("a")}`])]);
  expect(document.exceptions).toHaveProperty("p-1");
});
