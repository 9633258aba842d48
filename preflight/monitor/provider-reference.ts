import type { Urn } from "../graph";

/** How the protocol names a provider: `<urn>::<id>`. */
export interface ProviderReference {
  readonly urn: Urn;
  readonly id: string;
}

export function parseProviderReference(text: string): ProviderReference | undefined {
  const at = text.lastIndexOf("::");
  const reference = { urn: text.slice(0, at), id: text.slice(at + 2) };
  return at > 0 && reference.urn.startsWith("urn:pulumi:") && reference.urn.split("::").length >= 4
    ? reference
    : undefined;
}

export function formatProviderReference({ urn, id }: ProviderReference): string {
  return `${urn}::${id}`;
}

/** A package a program asked for: its plugin and, for a generated SDK, the parameter that shapes it. */
export interface PackageRequest {
  readonly name: string;
  readonly version: string;
  readonly downloadUrl: string;
  readonly parameterization?: { readonly name: string; readonly version: string; readonly value: string };
}

export function packageNameOf(request: PackageRequest): string {
  return request.parameterization?.name ?? request.name;
}

/** The name the engine gives a default provider: `default_7_48_0`. */
export function defaultProviderName(request: PackageRequest): string {
  const version = request.parameterization?.version ?? request.version;
  const parts = version === "" ? [] : version.replace(/^v/, "").split(/[.+-]/);
  const url = request.downloadUrl === "" ? [] : [request.downloadUrl.replace(/[^A-Za-z0-9_.]/g, "_")];
  return ["default", ...parts, ...url].join("_");
}
