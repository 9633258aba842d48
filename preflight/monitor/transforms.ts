import type { JsonObject, Urn } from "../graph";
import type { Callback, TransformInvokeResponse, TransformResourceOptions } from "../protocol/messages";
import { codec } from "../protocol/services";
import { upgradeToOutputValues } from "../wire";
import type { Callbacks } from "./callbacks";

/** A registration on its way through the transforms. */
export interface TransformSubject {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: Urn;
}

export interface Transformed {
  readonly properties: JsonObject;
  readonly options: TransformResourceOptions;
}

/** Runs the transforms one after the other, each on the result of the one before; values travel as output values. */
export async function applyTransforms(
  callbacks: Callbacks,
  transforms: readonly Callback[],
  subject: TransformSubject,
  initial: Transformed,
): Promise<Transformed> {
  let { properties, options } = initial;
  for (const transform of transforms) {
    const request = { ...subject, properties: upgradeToOutputValues(properties), options };
    const answer = await callbacks.invoke(transform, codec("TransformRequest").encode(request));
    const response = codec("TransformResponse").decode(answer);
    properties = response.properties ?? properties;
    options = response.options ?? options;
  }
  return { properties, options };
}

export interface LookupRequest {
  readonly args: JsonObject;
  readonly provider: string;
  readonly version: string;
  readonly pluginDownloadUrl: string;
}

/** `applyTransforms` for a lookup (an "invoke"). */
export async function applyLookupTransforms(
  callbacks: Callbacks,
  transforms: readonly Callback[],
  token: string,
  initial: LookupRequest,
): Promise<LookupRequest> {
  let lookup = initial;
  for (const transform of transforms) {
    const { args, ...options } = lookup;
    const answer = await callbacks.invoke(transform, codec("TransformInvokeRequest").encode({ token, args, options }));
    lookup = mergeLookup(lookup, codec("TransformInvokeResponse").decode(answer));
  }
  return lookup;
}

function mergeLookup(lookup: LookupRequest, response: TransformInvokeResponse): LookupRequest {
  const { args, options } = response;
  return {
    args: args ?? lookup.args,
    provider: options?.provider ?? lookup.provider,
    version: options?.version ?? lookup.version,
    pluginDownloadUrl: options?.pluginDownloadUrl ?? lookup.pluginDownloadUrl,
  };
}
