import { awaitsApiId, chosenPart, compilePattern, findName } from "../../../model/aws/name-pattern";
import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { matchesWildcard } from "../../../model/aws/wildcard";
import { path } from "../../../model/graph/path";
import { anyAws } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const pattern = "{service}-{region}-{environment}-{purpose}";
const placeholders = "^([^{}]|\\{(service|region|environment|purpose)\\})+$";
const east = { region: "us-east-1" };

export default resourceRule({
  meta: {
    name: "resource-require-name-pattern",
    severity: "low",
    law: "A physical name contains service, region, environment and purpose.",
    rationale: "In an outage people work in a console full of names; a name that lies about its region costs minutes.",
    remediation:
      "Name the resource as expected, in its own region's words, and state the name instead of leaving it to Pulumi.",
    url: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
    framework: { wellArchitected: "OPS6-BP01", nist: ["CM-8"] },
  },
  config: {
    pattern: {
      type: "string",
      pattern: placeholders,
      default: pattern,
      description: "Form of a name: {service}, {region}, {environment} and {purpose} stand for lower-case words.",
    },
    patternByType: {
      type: "object",
      additionalProperties: { type: "string", pattern: placeholders },
      default: {},
      description: "Forms for some types only, by type token, in which * stands for anything; the first match counts.",
    },
    regions: {
      type: "array",
      items: { type: "string" },
      default: ["us-east-1", "us-west-2"],
      description: "Regions that the name of a resource may tell when its own is not to be known.",
    },
    requireExplicit: {
      type: "boolean",
      default: true,
      description: "Demand that a resource which has a physical name states it.",
    },
  },
  on: anyAws,
  withStack: { on: tokens.logGroup, isException: awaitsApiId },
  *check(props, { pattern: usual, patternByType, regions, requireExplicit }, subject): Check<Finding> {
    const given = findName(subject.type, (property) => props[property]);
    if (given === undefined || (given.value === undefined && (given.isTag || !requireExplicit))) {
      return skip("the resource has no physical name to judge");
    }
    const template = Object.entries(patternByType).find(([type]) => matchesWildcard(type, subject.type))?.[1] ?? usual;
    const region = template.includes("{region}") ? findRegion(subject) : undefined;
    const allowed = region === undefined ? regions : [region];
    const name = typeof given.value === "string" ? chosenPart(given.value) + (given.isPrefix ? "0" : "") : "";
    if (!compilePattern(template, { region: allowed }).test(name)) {
      const told = allowed.length === 1 ? String(allowed[0]) : `(${allowed.join(" or ")})`;
      yield { at: path(...given.way), got: given.value, want: template.replace("{region}", told) };
    }
  },
  examples: {
    pass: [
      {
        because: "the name tells it all",
        type: "aws:dynamodb/table:Table",
        given: { name: "dynamodb-us-east-1-dev-trades" },
        provider: east,
      },
      {
        because: "the config has another form",
        type: "aws:dynamodb/table:Table",
        config: { pattern: "{purpose}-{environment}" },
        given: { name: "session-table-dev" },
        provider: east,
      },
      {
        because: "the config has another form for databases",
        type: "aws:rds/cluster:Cluster",
        config: { patternByType: { "aws:rds/*": "{purpose}-v2-{environment}" } },
        given: { clusterIdentifier: "primary-db-cluster-v2-dev" },
        provider: east,
      },
      {
        because: "a global resource tells one of the config's regions",
        type: "aws:iam/role:Role",
        config: { regions: ["eu-west-1", "eu-central-1"] },
        given: { name: "iam-eu-central-1-dev-replication" },
      },
    ],
    fail: [
      {
        because: "the name tells its purpose only",
        type: "aws:dynamodb/table:Table",
        given: { name: "trades" },
        provider: east,
        at: ["name"],
      },
      {
        because: "it tells the other region",
        type: "aws:dynamodb/table:Table",
        given: { name: "dynamodb-us-west-2-dev-trades" },
        provider: east,
        at: ["name"],
      },
      {
        because: "the name is left to be made up",
        type: "aws:s3/bucket:Bucket",
        given: { forceDestroy: true },
        provider: east,
        at: ["bucket"],
      },
      {
        because: "the tag that names a network does not fit",
        type: "aws:ec2/vpc:Vpc",
        given: { tags: { Name: "Trading VPC" } },
        provider: east,
        at: ["tags.Name"],
      },
    ],
    undetermined: [
      {
        because: "the name is unknown",
        type: "aws:dynamodb/table:Table",
        given: { name: unknown.string },
        provider: east,
        at: ["name"],
      },
    ],
    skip: [
      { because: "a record's name is a domain", type: "aws:route53/record:Record", given: { name: "api.example.com" } },
      { because: "a network has no name", type: "aws:ec2/vpc:Vpc", given: {}, provider: east },
      {
        because: "the config lets names be made up",
        type: "aws:s3/bucket:Bucket",
        config: { requireExplicit: false },
        given: {},
        provider: east,
      },
    ],
  },
});
