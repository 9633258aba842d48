import { z } from "zod";

const urn = z
  .string()
  .regex(/^urn:pulumi:.*::.*::.*::/s, "expected a URN such as urn:pulumi:stack::project::type::name");
const names = z.array(z.string());
const properties = z.record(z.string(), z.unknown());

/** One resource, as `pulumi stack export` and `pulumi preview --json` both write it; other fields are not needed. */
export const resourceSchema = z.object({
  urn,
  type: z.string().min(1),
  custom: z.boolean().default(false),
  delete: z.boolean().default(false),
  external: z.boolean().default(false),
  id: z.string().default(""),
  inputs: properties.nullish(),
  outputs: properties.nullish(),
  parent: z.string().nullish(),
  provider: z.string().nullish(),
  protect: z.boolean().default(false),
  retainOnDelete: z.boolean().default(false),
  dependencies: names.nullish(),
  propertyDependencies: z.record(z.string(), names.nullable()).nullish(),
  ignoreChanges: names.nullish(),
  aliases: names.nullish(),
  additionalSecretOutputs: names.nullish(),
  replaceOnChanges: names.nullish(),
  deletedWith: z.string().nullish(),
  importID: z.string().nullish(),
  customTimeouts: z
    .object({ create: z.number().optional(), update: z.number().optional(), delete: z.number().optional() })
    .nullish(),
  sourcePosition: z.string().nullish(),
});

export type StateResource = z.infer<typeof resourceSchema>;

export const exportSchema = z.object({
  version: z.number().int().min(3).max(4),
  deployment: z.object({ resources: z.array(resourceSchema).nullish() }),
});

export const previewSchema = z.object({
  steps: z.array(z.object({ op: z.string(), urn: z.string(), newState: resourceSchema.nullish() })),
});

/** The first thing wrong, as `path: what`. */
export function explain(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}${text === "" ? "" : "."}${String(key)}`),
    "",
  );
  return `${path === "" ? "the document" : path} is not as expected: ${issue?.message ?? "invalid"}`;
}
