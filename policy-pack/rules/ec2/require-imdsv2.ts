import { Directory } from "../../../model/aws/references";
import { knownRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { Block } from "../../../model/graph/block";
import { known, stated } from "../../../model/graph/reading";
import type { Member, Stack } from "../../../model/graph/stack";
import { statedBlock } from "../../../model/graph/stated-block";
import { union } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const at = "metadataOptions.httpTokens";
const want = '"required"';

/** What a resource states of its metadata service: nothing at all, that it is off, or who may ask it. */
function readTokens(member: Member<unknown>): { readonly isOff: boolean; readonly httpTokens: unknown } {
  const options = statedBlock(member, "metadataOptions");
  const httpTokens = options.read("httpTokens");
  // An empty text is the provider's way to say nothing.
  return { isOff: options.read("httpEndpoint") === "disabled", httpTokens: httpTokens === "" ? undefined : httpTokens };
}

function* judge(member: Member<unknown>): Check<Finding> {
  const { isOff, httpTokens } = readTokens(member);
  if (!isOff && httpTokens !== "required") {
    yield { at, got: httpTokens, want };
  }
}

/** Regions in which the account's own default already is what the policy wants. */
function strictRegions(stack: Stack): ReadonlySet<string | undefined> {
  const strict = stack.of(tokens.metadataDefaults).filter(({ props }) => known(() => props.httpTokens) === "required");
  return new Set(strict.map((defaults) => knownRegion(defaults)));
}

/** The launch templates that an instance is started from; what it states itself goes before theirs. */
function templateReader(stack: Stack) {
  const templates = new Directory(stack.of(tokens.launchTemplate));
  return (instance: Member<unknown>) => {
    const template = () => new Block([], () => instance.props as object).child("launchTemplate");
    return templates.find(instance, "launchTemplate", () => template().read("id") ?? template().read("name"));
  };
}

const template = (name: string, httpTokens: string) =>
  resource(tokens.launchTemplate, name, { metadataOptions: { httpTokens } });
const fromTemplate = { launchTemplate: { id: unknown.string, version: "$Latest" } };
const web = { sources: { launchTemplate: ["web"] } };

export default stackRule({
  meta: {
    name: "ec2-require-imdsv2",
    severity: "high",
    law: "Instances require IMDSv2 session tokens.",
    rationale:
      "Version 1 of the metadata service answers any request that a web application can be talked into sending.",
    remediation: 'Set metadataOptions.httpTokens to "required", on the launch template where there is one.',
    url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
    framework: { wellArchitected: "SEC6-BP02", nist: ["AC-6", "CM-6", "SC-7"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const strict = strictRegions(stack);
    const templatesOf = templateReader(stack);
    const templates = stack.of(union(tokens.launchTemplate, tokens.launchConfiguration));
    const instances = stack.of(union(tokens.instance, tokens.spotInstance));
    const members: readonly Member<unknown>[] = [...templates, ...instances];
    for (const member of members) {
      yield* about(member, function* () {
        if (readTokens(member).httpTokens === undefined && strict.has(knownRegion(member))) {
          return;
        }
        const isInstance = tokens.instance.has(member.type) || tokens.spotInstance.has(member.type);
        if (isInstance && stated(member as Member, "metadataOptions") === undefined) {
          const found = templatesOf(member);
          // A template of this stack is judged by itself.
          if (found.members.length > 0) {
            return;
          }
          if (found.unknown) {
            yield found.unknown;
            return;
          }
        }
        yield* judge(member);
      });
    }
    if (members.length === 0) {
      return skip("there is no instance and nothing to start one from");
    }
  },
  examples: {
    pass: [
      { because: "a launch template requires a session", given: [template("web", "required")] },
      {
        because: "an instance takes it from its launch template",
        given: [template("web", "required"), resource(tokens.instance, "one", fromTemplate, web)],
      },
      {
        because: "there is no metadata service to ask",
        given: [resource(tokens.instance, "one", { metadataOptions: { httpEndpoint: "disabled" } })],
      },
    ],
    fail: [
      {
        because: "an instance does not say",
        given: [resource(tokens.instance, "one", { instanceType: "t3.medium" })],
        at: ["one metadataOptions.httpTokens"],
      },
      {
        because: "a launch template leaves the session to the caller",
        given: [template("web", "optional"), resource(tokens.instance, "one", fromTemplate, web)],
        at: ["web metadataOptions.httpTokens"],
      },
      {
        because: "an instance takes back what its launch template says",
        given: [
          template("web", "required"),
          resource(tokens.instance, "one", { ...fromTemplate, metadataOptions: { httpTokens: "optional" } }, web),
        ],
        at: ["one metadataOptions.httpTokens"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown who may ask",
        given: [
          resource(tokens.queue, "settings", {}),
          resource(
            tokens.launchTemplate,
            "web",
            { metadataOptions: { httpTokens: unknown.string } },
            { sources: { metadataOptions: ["settings"] } },
          ),
        ],
        at: ["web metadataOptions.httpTokens"],
      },
    ],
    skip: [{ because: "there is no instance", given: [resource(tokens.queue, "orders", {})] }],
  },
});
