import { partsOf } from "../../model/graph/tokens";
import type { Urn } from "../graph";

/** The type of the resource that stands for the stack itself. */
export const ROOT_STACK = "pulumi:pulumi:Stack";

interface UrnParts {
  readonly stack: string;
  readonly project: string;
  readonly type: string;
  readonly name: string;
  readonly parent?: Urn | undefined;
}

/** Builds a URN as the engine does: the types of the parents, without the stack's, come before the own type. */
export function makeUrn({ stack, project, type, name, parent }: UrnParts): Urn {
  const chain = parent === undefined || parent === "" ? "" : qualifiedTypeOf(parent);
  const prefix = chain === "" || chain === ROOT_STACK ? "" : `${chain}$`;
  return `urn:pulumi:${stack}::${project}::${prefix}${type}::${name}`;
}

/** `Parent$Child`: the third part of a URN. */
export function qualifiedTypeOf(urn: Urn): string {
  return urn.split("::")[2] ?? "";
}

/** The own type, without the parents' types. */
export function typeOf(urn: Urn): string {
  return qualifiedTypeOf(urn).split("$").at(-1) ?? "";
}

/** Everything after the third `::`; a name may contain `::` itself. */
export function nameOf(urn: Urn): string {
  return urn.split("::").slice(3).join("::");
}

export function isUrn(text: string): boolean {
  return text.startsWith("urn:pulumi:") && text.split("::").length >= 4;
}

/** The package part of a type token: `aws` of `aws:s3/bucket:Bucket`. */
export function packageOf(token: string): string {
  return partsOf(token).packageName;
}

const PROVIDER_PREFIX = "pulumi:providers:";

export function isProviderType(type: string): boolean {
  return type.startsWith(PROVIDER_PREFIX);
}

export function providerType(packageName: string): string {
  return `${PROVIDER_PREFIX}${packageName}`;
}
