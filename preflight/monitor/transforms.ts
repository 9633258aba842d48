import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
  TransformInvokeOptions,
  TransformInvokeRequest,
  TransformInvokeResponse,
  TransformRequest,
  type TransformResourceOptions,
  TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { JsonObject, Urn } from "../graph";
import { upgradeToOutputValues } from "../wire";
import type { Callbacks } from "./callbacks";
import { fromStruct, toStruct } from "./struct";

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
    const request = new TransformRequest()
      .setType(subject.type)
      .setName(subject.name)
      .setCustom(subject.custom)
      .setParent(subject.parent)
      .setProperties(toStruct(upgradeToOutputValues(properties)))
      .setOptions(options);
    const response = TransformResponse.deserializeBinary(await callbacks.invoke(transform, request.serializeBinary()));
    properties = response.hasProperties() ? fromStruct(response.getProperties()) : properties;
    options = response.getOptions() ?? options;
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
    const options = new TransformInvokeOptions()
      .setProvider(lookup.provider)
      .setVersion(lookup.version)
      .setPluginDownloadUrl(lookup.pluginDownloadUrl);
    const request = new TransformInvokeRequest().setToken(token).setArgs(toStruct(lookup.args)).setOptions(options);
    const response = TransformInvokeResponse.deserializeBinary(
      await callbacks.invoke(transform, request.serializeBinary()),
    );
    lookup = mergeLookup(lookup, response);
  }
  return lookup;
}

function mergeLookup(lookup: LookupRequest, response: TransformInvokeResponse): LookupRequest {
  const options = response.getOptions();
  return {
    args: response.hasArgs() ? fromStruct(response.getArgs()) : lookup.args,
    provider: options?.getProvider() ?? lookup.provider,
    version: options?.getVersion() ?? lookup.version,
    pluginDownloadUrl: options?.getPluginDownloadUrl() ?? lookup.pluginDownloadUrl,
  };
}
