import { findTagForm } from "../../../model/aws/provider-types";
import { findRegion } from "../../../model/aws/region";
import { findTag } from "../../../model/aws/tags";
import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { known } from "../../../model/graph/reading";
import { anyAws } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, each, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";
import type { Subject } from "../../engine/subject";

/** Which values are alike. */
interface Likeness {
  readonly ignoreCase: boolean;
  /** Other ways to write a value. */
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
}

/** Whether a value is the wanted one, or another way to write it. */
function isAlike(value: string, wanted: string, { ignoreCase, synonyms }: Likeness): boolean {
  const plain = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const others = Object.entries(synonyms).flatMap(([name, list]) => (plain(name) === plain(wanted) ? list : []));
  return [wanted, ...others].some((one) => plain(one) === plain(value));
}

interface Wanted {
  readonly key: string;
  /** Any value will do when empty; `{region}` stands for the resource's own region. */
  readonly values: readonly string[];
  readonly likeness: Likeness;
  /** For the tag that tells a role: the one that belongs to the resource's region, if one does. */
  readonly role?: () => string | undefined;
}

/** Where a tag is, or ought to be. */
function placeOf({ type, props }: Subject, key: string): string {
  if (findTagForm(type) === "map") {
    return path("tags", key);
  }
  const list = props.tags as readonly { readonly key?: string }[] | undefined;
  const index = list?.findIndex((tag) => tag.key === key) ?? -1;
  return index < 0 ? "tags" : path("tags", index, "value");
}

/** A missing tag is put where no choice is left; a wrong one, and a tag in a list, are left to people. */
function remedyFor(subject: Subject, value: unknown, allowed: readonly string[], role: string | undefined): object {
  const [only] = role === undefined ? allowed : [role];
  const isClear = role !== undefined || (allowed.length === 1 && only !== "{region}");
  return isClear && value === undefined && findTagForm(subject.type) === "map" ? { put: only } : {};
}

function* judge(subject: Subject, { key, values, likeness, role }: Wanted): Check<Finding> {
  const value = findTag(subject, key);
  const region = values.includes("{region}") ? findRegion(subject) : undefined;
  const allowed = values.map((text) => (text === "{region}" && region !== undefined ? region : text));
  const isAllowed =
    allowed.length === 0 ||
    allowed.includes("{region}") ||
    allowed.some((one) => isAlike(String(value), one, likeness));
  if (typeof value !== "string" || value === "" || !isAllowed) {
    const want = allowed.length === 0 ? "a value" : allowed.map((text) => JSON.stringify(text)).join(" or ");
    yield {
      at: placeOf(subject, key),
      got: value,
      want,
      ...remedyFor(
        subject,
        value,
        allowed,
        known(() => role?.()),
      ),
    };
  }
}

/** The role that belongs to the region; silent where the tag is not one of the roles, which is said already. */
function* judgeRole(
  subject: Subject,
  key: string,
  roles: Readonly<Record<string, string>>,
  likeness: Likeness,
): Check<Finding> {
  const value = findTag(subject, key);
  const isRole = Object.values(roles).some((one) => isAlike(String(value), one, likeness));
  const role = isRole ? roleIn(subject, roles) : undefined;
  if (role !== undefined && !isAlike(String(value), role, likeness)) {
    yield { at: placeOf(subject, key), got: value, want: `${JSON.stringify(role)} in ${findRegion(subject)}` };
  }
}

function roleIn(subject: Subject, roles: Readonly<Record<string, string>>): string | undefined {
  const region = findRegion(subject);
  return region !== undefined && Object.hasOwn(roles, region) ? roles[region] : undefined;
}

const roleOfRegion = { "us-east-1": "primary", "us-west-2": "secondary" };
const good = { Environment: "production", "DR-Role": "primary" };
const east = { region: "us-east-1" };

export default resourceRule({
  meta: {
    name: "resource-require-tags",
    severity: "medium",
    law: "Every taggable resource has the required tags: its environment and its role in a recovery.",
    rationale: "Whoever runs a failover finds by tags what belongs to the region that is left.",
    remediation: "Set the tag as expected, on the resource or in the provider's defaultTags.",
    url: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
    framework: { wellArchitected: "REL10-BP01", nist: ["CM-8", "CP-2"] },
  },
  config: {
    required: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string" } },
      default: { Environment: ["production"], "DR-Role": ["primary", "secondary"] },
      description: "Allowed values by tag; an empty list allows any, {region} stands for the resource's region.",
    },
    ignoreCase: { type: "boolean", default: false, description: "Take Production for production." },
    synonyms: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string" } },
      default: {},
      description: "Other ways to write a value, by that value: prod and prd for production.",
    },
    roleTag: {
      type: "string",
      default: "DR-Role",
      description: "Tag that tells a resource's part in a recovery; empty when there is none.",
    },
    roleOfRegion: {
      type: "object",
      additionalProperties: { type: "string" },
      default: roleOfRegion,
      description: "Value of the role tag by region.",
    },
  },
  on: anyAws,
  remedies: true,
  *check(_props, { required, ignoreCase, synonyms, roleTag, roleOfRegion: roles }, subject): Check<Finding> {
    if (findTagForm(subject.type) === undefined || subject.knows?.("tags") === false) {
      return skip("the type carries no tags");
    }
    const likeness = { ignoreCase, synonyms };
    for (const [key, values] of Object.entries(required)) {
      const role = () => roleIn(subject, roles);
      yield* part(() => judge(subject, { key, values, likeness, ...(key === roleTag ? { role } : {}) }));
    }
    if (roleTag !== "") {
      yield* part(() => judgeRole(subject, roleTag, roles, likeness));
    }
    if (tokens.table.has(subject.type)) {
      yield* each(
        () => subject.props.replicas as readonly { readonly propagateTags?: boolean }[],
        "replicas",
        function* (replica, at) {
          if (replica.propagateTags !== true) {
            yield { at: `${at}.propagateTags`, got: replica.propagateTags, want: "true", put: true };
          }
        },
      );
    }
  },
  examples: {
    pass: [
      {
        because: "the config takes other ways to write a value",
        type: "aws:sqs/queue:Queue",
        config: { ignoreCase: true, synonyms: { production: ["prod"] } },
        given: { tags: { Environment: "Prod", "DR-Role": "Primary" } },
        provider: east,
      },
      {
        because: "the resource carries both tags, with its region's role",
        type: "aws:sqs/queue:Queue",
        given: { tags: good },
        provider: east,
      },
      {
        because: "the provider's default tags say it",
        type: "aws:sqs/queue:Queue",
        given: { name: "dead-letters" },
        provider: { ...east, defaultTags: JSON.stringify({ tags: good }) },
      },
      {
        because: "the config asks for other tags and no role",
        type: "aws:sqs/queue:Queue",
        config: { required: { Environment: ["Production"], Region: ["{region}"], Owner: [] }, roleTag: "" },
        given: { tags: { Environment: "Production", Region: "us-east-1", Owner: "trading desk" } },
        provider: east,
      },
    ],
    fail: [
      {
        because: "the value is neither the wanted one nor another way to write it",
        type: "aws:sqs/queue:Queue",
        config: { synonyms: { production: ["prod"] }, roleTag: "", required: { Environment: ["production"] } },
        given: { tags: { Environment: "Prod" } },
        provider: east,
        at: ["tags.Environment"],
      },
      {
        because: "there are no tags",
        type: "aws:sqs/queue:Queue",
        given: {},
        provider: east,
        at: ["tags.Environment", 'tags["DR-Role"]'],
      },
      {
        because: "the environment is another",
        type: "aws:sqs/queue:Queue",
        given: { tags: { ...good, Environment: "staging" } },
        provider: east,
        at: ["tags.Environment"],
      },
      {
        because: "the role is that of the other region",
        type: "aws:sqs/queue:Queue",
        given: { tags: { ...good, "DR-Role": "secondary" } },
        provider: east,
        at: ['tags["DR-Role"]'],
      },
      {
        because: "the config gives the roles to other regions",
        type: "aws:sqs/queue:Queue",
        config: { roleOfRegion: { "eu-west-1": "primary", "eu-central-1": "secondary" } },
        given: { tags: good },
        provider: { region: "eu-central-1" },
        at: ['tags["DR-Role"]'],
      },
      {
        because: "the config tells the part in another tag",
        type: "aws:sqs/queue:Queue",
        config: { roleTag: "Part" },
        given: { tags: { ...good, Part: "secondary" } },
        provider: east,
        at: ["tags.Part"],
      },
      {
        because: "a replica does not take the table's tags",
        type: "aws:dynamodb/table:Table",
        given: { tags: good, replicas: [{ regionName: "us-west-2" }] },
        provider: east,
        at: ["replicas[0].propagateTags"],
      },
    ],
    undetermined: [
      {
        because: "one tag is unknown, while the other is still judged",
        type: "aws:sqs/queue:Queue",
        given: { tags: { Environment: "staging", "DR-Role": unknown.string } },
        provider: east,
        at: ['tags["DR-Role"]'],
        fail: ["tags.Environment"],
      },
      {
        because: "the region is unknown, so that no role can be wrong yet",
        type: "aws:sqs/queue:Queue",
        given: { tags: good, region: unknown.string },
        at: ["region"],
      },
    ],
    skip: [{ because: "the type carries no tags", type: "aws:route53/record:Record", given: { name: "api" } }],
  },
});
