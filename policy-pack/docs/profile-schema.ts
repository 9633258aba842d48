import type { Rule } from "../engine/rule";
import { schemaOf } from "../engine/schema";

const levels = ["advisory", "mandatory", "remediate", "disabled"];

/**
 * The JSON schema of a profile, the file for `--policy-pack-config`: for each policy its level, or an object of its level and
 * its settings, at the top or, in a file of version 2, under `policies`. Settings of one and the same form are written once.
 */
export function profileSchema(rules: readonly Rule[]): object {
  const names = ["all", ...rules.map(({ meta }) => meta.name)];
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A profile of dr-guardrails",
    description: "What one organisation asks of one system: levels and settings by policy.",
    type: "object",
    additionalProperties: false,
    definitions: {
      level: { enum: levels },
      exemptions: exemptionsSchema(),
      exception: exceptionSchema(),
      policies: {
        type: "object",
        additionalProperties: false,
        properties: {
          all: { description: "The level of every policy that has none of its own here.", $ref: "#/definitions/level" },
          ...Object.fromEntries(rules.map((rule) => [rule.meta.name, ruleSchema(rule)])),
        },
      },
    },
    properties: {
      ...words,
      ...Object.fromEntries(names.map((name) => [name, { $ref: `#/definitions/policies/properties/${name}` }])),
    },
    if: { required: ["version"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema
    then: { propertyNames: { enum: Object.keys(words) } },
    else: { propertyNames: { not: { enum: ofVersion2 } } },
  };
}

const ofVersion2 = ["$schema", "version", "policies", "exceptions"];

const words = {
  $schema: { description: "This schema. Pulumi takes it in a file of version 2 alone.", type: "string" },
  version: {
    description: "2 for a file whose policies stand under policies, and which has exceptions: Pulumi 3.271 and later.",
    const: 2,
  },
  extends: {
    description:
      "A profile that this one adds to, by name or by path. For dr-guardrails: Pulumi takes what profile print writes.",
    type: "string",
  },
  pair: {
    description:
      "The two regions, the primary first, for every policy that asks for them, or stack for those of the stack itself. For dr-guardrails, as extends.",
    anyOf: [
      { type: "array", items: { type: "string" }, minItems: 2, maxItems: 2, uniqueItems: true },
      { const: "stack" },
    ],
  },
  environments: {
    description: "Pulumi ESC environments, which Pulumi opens for the pack.",
    type: "array",
    items: { type: "string" },
  },
  policies: { description: "Levels and settings by policy, in a file of version 2.", $ref: "#/definitions/policies" },
  exceptions: {
    description: "Findings that Pulumi shows and lets pass, by id, in a file of version 2.",
    type: "object",
    propertyNames: { pattern: "^[A-Za-z0-9_.-]+$" },
    additionalProperties: { $ref: "#/definitions/exception" },
  },
};

function exceptionSchema(): object {
  const texts = (item: object) => ({ type: "array", minItems: 1, items: { type: "string", minLength: 1, ...item } });
  return {
    type: "object",
    required: ["reason", "match"],
    additionalProperties: false,
    properties: {
      reason: { type: "string", pattern: "\\S" },
      match: {
        description: "Findings of any of these policies about any of these resources, which are URNs without patterns.",
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          required: ["policies", "targets"],
          additionalProperties: false,
          properties: { policies: texts({ not: { const: "all" } }), targets: texts({ pattern: "^urn:pulumi:" }) },
        },
      },
    },
  };
}

function exemptionsSchema(): object {
  return schemaOf({}).properties.exemptions ?? {};
}

function ruleSchema({ meta, config }: Rule): object {
  return {
    description: meta.law,
    anyOf: [
      { $ref: "#/definitions/level" },
      {
        type: "object",
        additionalProperties: false,
        properties: {
          enforcementLevel: { default: meta.level ?? "mandatory", $ref: "#/definitions/level" },
          ...config,
          exemptions: { $ref: "#/definitions/exemptions" },
        },
      },
    ],
  };
}

/** The schema as it stands in policy-pack/profiles/schema.json. */
export function writtenSchema(rules: readonly Rule[]): string {
  return `${JSON.stringify(profileSchema(rules), undefined, 2)}\n`;
}
