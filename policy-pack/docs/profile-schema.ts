import type { Rule } from "../engine/rule";
import { schemaOf } from "../engine/schema";

const levels = ["advisory", "mandatory", "remediate", "disabled"];

/**
 * The JSON schema of a profile, the file for `--policy-pack-config`: for each policy its level, or an object of its level and
 * its settings. Settings of one and the same form are written once.
 */
export function profileSchema(rules: readonly Rule[]): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A profile of dr-guardrails",
    description: "What one organisation asks of one system: levels and settings by policy.",
    type: "object",
    additionalProperties: false,
    definitions: { level: { enum: levels }, exemptions: exemptionsSchema() },
    properties: {
      extends: {
        description:
          "A profile that this one adds to, by name or by path. For dr-guardrails: Pulumi takes what profile print writes.",
        type: "string",
      },
      pair: {
        description:
          "The two regions, the primary first, for every policy that asks for them. For dr-guardrails, as extends.",
        type: "array",
        items: { type: "string" },
        minItems: 2,
        maxItems: 2,
        uniqueItems: true,
      },
      all: { description: "The level of every policy that has none of its own here.", $ref: "#/definitions/level" },
      environments: {
        description: "Pulumi ESC environments, which Pulumi opens for the pack.",
        type: "array",
        items: { type: "string" },
      },
      ...Object.fromEntries(rules.map((rule) => [rule.meta.name, ruleSchema(rule)])),
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
