/**
 * STAND-IN, not AWS: answers the Pulumi engine in the place of the AWS provider, so that the real engine can run
 * without an account. It creates nothing and remembers nothing; ids, ARNs and other computed attributes are made up.
 * It refuses what the real provider would refuse where that is cheap to know (see checks.ts), and to create what AWS
 * documents as unsupported (see test/contract/combinations.ts).
 */
import * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import provider from "@pulumi/pulumi/proto/provider_pb";
import empty from "google-protobuf/google/protobuf/empty_pb";
import { unsupportedOf } from "../../../contract/combinations";
import { channelOptions, unary, unimplemented } from "../serve";
import {
  fromStruct,
  isObject,
  isUnknown,
  reveal,
  revealed,
  textOf,
  toStruct,
  type Wire,
  type WireObject,
} from "../wire";
import { completed, logicalNameOf } from "./additions";
import { createdOutputs, idOf, type Placed, plannedOutputs } from "./attributes";
import { refusals } from "./checks";
import { findResourceType, type ResourceType } from "./declarations";
import { changedKeys } from "./diff";
import { lookUp } from "./lookups";

const VERSION: string = require("@pulumi/aws/package.json").version;

/** The tags that a provider puts on everything; a provider's settings travel as JSON text. */
function defaultTagsOf(setting: Wire | undefined): WireObject {
  const text = textOf(setting);
  const parsed = text === undefined ? reveal(setting) : (JSON.parse(text) as Wire);
  return isObject(parsed) && isObject(parsed.tags) ? parsed.tags : {};
}

function tagsOf(inputs: WireObject): WireObject {
  const tags = reveal(inputs.tags);
  return isObject(tags) ? tags : {};
}

function tokenOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function typeOf(token: string): ResourceType {
  const type = findResourceType(token);
  if (type === undefined) throw new Error(`unrecognized resource type: ${token}`);
  return type;
}

/** AWS answers so when it is asked, not when the provider checks inputs. @throws Error */
function refuseUnsupported({ token, urn, region, inputs }: Placed): void {
  const [found] = unsupportedOf(token, revealed(inputs), region);
  if (found !== undefined) throw new Error(`${urn}: AWS does not support ${found.what} (${found.source})`);
}

/** Properties that AWS refuses to change or to remove while they are set. */
const deletionLocks = [
  "deletionProtection",
  "deletionProtectionEnabled",
  "enableDeletionProtection",
  "disableApiTermination",
];

/** One configured provider: the engine starts one process for each provider resource. */
export class StandInProvider {
  private region = "";
  private defaultTags: WireObject = {};

  checkConfig(request: provider.CheckRequest): provider.CheckResponse {
    return new provider.CheckResponse().setInputs(request.getNews());
  }

  configure(request: provider.ConfigureRequest): provider.ConfigureResponse {
    const settings = fromStruct(request.getArgs());
    this.region = textOf(settings.region) ?? process.env.AWS_REGION ?? "";
    this.defaultTags = defaultTagsOf(settings.defaultTags);
    return new provider.ConfigureResponse()
      .setAcceptsecrets(true)
      .setSupportspreview(true)
      .setAcceptresources(false)
      .setAcceptoutputs(false);
  }

  check(request: provider.CheckRequest): provider.CheckResponse {
    const token = tokenOf(request.getUrn());
    const type = typeOf(token);
    const given = fromStruct(request.getNews());
    const additions = { region: this.region, olds: fromStruct(request.getOlds()), urn: request.getUrn() };
    const inputs = completed(type, given, additions);
    const failures = refusals(token, type, inputs).map(({ property, reason }) =>
      new provider.CheckFailure()
        .setProperty(property)
        .setReason(`${reason}. Examine values at '${logicalNameOf(request.getUrn())}.${property}'.`),
    );
    return new provider.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures);
  }

  diff(request: provider.DiffRequest): provider.DiffResponse {
    const keys = changedKeys(fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
    const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
    return new provider.DiffResponse().setChanges(keys.length === 0 ? DIFF_NONE : DIFF_SOME).setDiffsList(keys);
  }

  private outputsOf(urn: string, inputs: WireObject, preview: boolean): { id: string; outputs: WireObject } {
    const token = tokenOf(urn);
    const type = typeOf(token);
    const placed: Placed = { token, urn, region: textOf(inputs.region) ?? this.region, inputs };
    if (!preview) refuseUnsupported(placed);
    const outputs = preview ? plannedOutputs(type, inputs) : createdOutputs(type, placed);
    if (type.outputs.has("tagsAll")) outputs.tagsAll = { ...this.defaultTags, ...tagsOf(inputs) };
    return { id: preview ? "" : idOf(placed), outputs };
  }

  create(request: provider.CreateRequest): provider.CreateResponse {
    const { id, outputs } = this.outputsOf(request.getUrn(), fromStruct(request.getProperties()), request.getPreview());
    return new provider.CreateResponse().setId(id).setProperties(toStruct(outputs));
  }

  update(request: provider.UpdateRequest): provider.UpdateResponse {
    const { outputs } = this.outputsOf(request.getUrn(), fromStruct(request.getNews()), request.getPreview());
    return new provider.UpdateResponse().setProperties(toStruct(outputs));
  }

  /** Nothing is remembered, so what the engine remembers is what is there. */
  read(request: provider.ReadRequest): provider.ReadResponse {
    return new provider.ReadResponse()
      .setId(request.getId())
      .setProperties(request.getProperties())
      .setInputs(request.getInputs());
  }

  delete(request: provider.DeleteRequest): empty.Empty {
    const state = fromStruct(request.getProperties());
    const lock = deletionLocks.find((property) => reveal(state[property]) === true);
    if (lock !== undefined) throw new Error(`${request.getUrn()} cannot be deleted while ${lock} is true`);
    return new empty.Empty();
  }

  invoke(request: provider.InvokeRequest): provider.InvokeResponse {
    const args = fromStruct(request.getArgs());
    if (Object.values(args).some(isUnknown)) return new provider.InvokeResponse().setReturn(toStruct({}));
    const answer = lookUp(request.getTok(), args, this.region);
    if (answer !== undefined) return new provider.InvokeResponse().setReturn(toStruct(answer));
    const reason = `this stand-in for AWS does not know the data source ${request.getTok()}`;
    return new provider.InvokeResponse().setFailuresList([new provider.CheckFailure().setReason(reason)]);
  }
}

/** The gRPC service of one provider process. */
export function providerServer(): grpc.Server {
  const standIn = new StandInProvider();
  const handlers = {
    handshake: unary(() => new provider.ProviderHandshakeResponse().setAcceptSecrets(true)),
    parameterize: unimplemented,
    getSchema: unary(() =>
      new provider.GetSchemaResponse().setSchema(JSON.stringify({ name: "aws", version: VERSION })),
    ),
    checkConfig: unary((request: provider.CheckRequest) => standIn.checkConfig(request)),
    diffConfig: unary(() => new provider.DiffResponse().setChanges(provider.DiffResponse.DiffChanges.DIFF_NONE)),
    configure: unary((request: provider.ConfigureRequest) => standIn.configure(request)),
    invoke: unary((request: provider.InvokeRequest) => standIn.invoke(request)),
    call: unimplemented,
    check: unary((request: provider.CheckRequest) => standIn.check(request)),
    diff: unary((request: provider.DiffRequest) => standIn.diff(request)),
    create: unary((request: provider.CreateRequest) => standIn.create(request)),
    read: unary((request: provider.ReadRequest) => standIn.read(request)),
    list: unimplemented,
    update: unary((request: provider.UpdateRequest) => standIn.update(request)),
    delete: unary((request: provider.DeleteRequest) => standIn.delete(request)),
    construct: unimplemented,
    cancel: unary(() => new empty.Empty()),
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(VERSION)),
    attach: unary(() => new empty.Empty()),
    getMapping: unimplemented,
    getMappings: unimplemented,
  };
  const server = new grpc.Server(channelOptions);
  server.addService(ResourceProviderService, handlers);
  return server;
}
