import { randomUUID } from "node:crypto";
import { type handleUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import { CallResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  DeploymentInfo,
  ReadResourceResponse,
  type RegisterPackageRequest,
  RegisterPackageResponse,
  RegisterResourceResponse,
  type ResourceInvokeRequest,
  Result,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { JsonObject } from "../graph";
import { containsUnknown, isUnknown, revealSecrets } from "../wire";
import type { Callbacks } from "./callbacks";
import { supportedFeatures, supportsFeature } from "./features";
import { Hooks } from "./hooks";
import { findLookup } from "./lookups";
import { fillAnswer, unknownAnswer } from "./lookups/unknown-answer";
import { type PackageRequest, parseProviderReference } from "./provider-reference";
import { Registrar } from "./register";
import type { SdkFiles } from "./sdk-files";
import type { Session } from "./session";
import { fromStruct, toStruct } from "./struct";
import { applyLookupTransforms, type LookupRequest } from "./transforms";
import { packageOf } from "./urn";

const GET_RESOURCE = "pulumi:pulumi:getResource";

/** The resource monitor: the half of the engine to which a program declares its resources. Nothing is deployed. */
export function makeMonitor(
  session: Session,
  callbacks: Callbacks,
  sdkFiles: SdkFiles,
  parallel: number,
): IResourceMonitorServer {
  const hooks = new Hooks(session, callbacks);
  const registrar = new Registrar(session, callbacks, sdkFiles, hooks);
  const lookups = new Lookups(session, callbacks, sdkFiles, registrar);
  return {
    supportsFeature: unary((request) => new SupportsFeatureResponse().setHassupport(supportsFeature(request.getId()))),
    getDeploymentInfo: unary(() => deploymentInfo(session, parallel)),
    registerResource: unary(async (request) => {
      const resource = await registrar.register(request);
      if (resource.remote) {
        session.notJudged.push({ urn: resource.urn, reason: remoteReason(resource.type) });
      }
      return new RegisterResourceResponse()
        .setUrn(resource.urn)
        .setId(resource.id)
        .setObject(toStruct(resource.custom ? resource.inputs : {}))
        .setResult(Result.SUCCESS);
    }),
    registerResourceOutputs: unary((request) => {
      session.setOutputs(request.getUrn(), registrar.known(fromStruct(request.getOutputs())));
      return new Empty();
    }),
    readResource: unary((request) => {
      const { urn, inputs } = registrar.read(request);
      return new ReadResourceResponse().setUrn(urn).setProperties(toStruct(inputs));
    }),
    invoke: unary(async (request) => new InvokeResponse().setReturn(toStruct(await lookups.answer(request)))),
    call: unary((request) => {
      session.unansweredLookups.add(request.getTok());
      session.standsIn = true;
      return new CallResponse().setReturn(toStruct(unknownAnswer({}, "")));
    }),
    registerStackTransform: unary((callback) => {
      session.stackTransforms.push(callback);
      return new Empty();
    }),
    registerStackInvokeTransform: unary((callback) => {
      session.lookupTransforms.push(callback);
      return new Empty();
    }),
    registerResourceHook: unary((request) => {
      hooks.register(request);
      return new Empty();
    }),
    registerErrorHook: unary(() => new Empty()),
    registerPackage: unary((request) => new RegisterPackageResponse().setRef(registerPackage(session, request))),
    signalAndWaitForShutdown: unary(() => new Empty()),
  };
}

/** A handler from a function: what it throws becomes the call's error, with its message alone. */
export function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    respond(async () => answer(call.request), callback);
  };
}

async function respond<Response>(answer: () => Promise<Response>, callback: sendUnaryData<Response>): Promise<void> {
  let response: Response;
  try {
    response = await answer();
  } catch (error) {
    callback({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    return;
  }
  callback(null, response);
}

function remoteReason(type: string): string {
  return `${type} is built by the plugin of package ${packageOf(type)}, which does not run here: its children are not seen. Judge what pulumi preview --json writes, with analyze`;
}

function deploymentInfo(session: Session, parallel: number): DeploymentInfo {
  const info = new DeploymentInfo()
    .setProject(session.project)
    .setStack(session.stack)
    .setOrganization(session.organization)
    .setConfigsecretkeysList([...session.config.secretKeys])
    .setDryrun(true)
    .setParallel(parallel)
    .setSupportedfeaturesList(supportedFeatures());
  for (const [key, value] of Object.entries(session.config.values)) {
    info.getConfigMap().set(key, value);
  }
  return info;
}

function registerPackage(session: Session, request: RegisterPackageRequest): string {
  const asked = readPackage(request);
  const known = [...session.packages].find(([, other]) => JSON.stringify(other) === JSON.stringify(asked));
  if (known !== undefined) {
    return known[0];
  }
  const reference = randomUUID();
  session.packages.set(reference, asked);
  return reference;
}

function readPackage(request: RegisterPackageRequest): PackageRequest {
  const parameter = request.getParameterization();
  const base = {
    name: request.getName(),
    version: request.getVersion(),
    downloadUrl: request.getDownloadUrl().replace(/\/$/, ""),
  };
  return parameter === undefined
    ? base
    : {
        ...base,
        parameterization: {
          name: parameter.getName(),
          version: parameter.getVersion(),
          value: parameter.getValue_asB64(),
        },
      };
}

/** Answers what a program asks of providers ("invokes"). */
class Lookups {
  constructor(
    private readonly session: Session,
    private readonly callbacks: Callbacks,
    private readonly sdkFiles: SdkFiles,
    private readonly registrar: Registrar,
  ) {}

  async answer(request: ResourceInvokeRequest): Promise<JsonObject> {
    const token = request.getTok();
    const lookup = await applyLookupTransforms(this.callbacks, this.session.lookupTransforms, token, {
      args: fromStruct(request.getArgs()),
      provider: request.getProvider(),
      version: request.getVersion(),
      pluginDownloadUrl: request.getPlugindownloadurl(),
    });
    const region = this.regionOf(token, request.getPackageref(), lookup);
    if (token === GET_RESOURCE) {
      return this.getResource(lookup.args);
    }
    const args = revealSecrets(lookup.args) as JsonObject;
    const answer = findLookup(token)?.(args, { region });
    if (answer !== undefined && !containsUnknown(answer)) {
      return answer;
    }
    this.session.standsIn = true;
    const question = `${token} ${region} ${JSON.stringify(args)} `;
    const shapes = this.sdkFiles.resultShapes(token);
    if (answer !== undefined) {
      return fillAnswer(answer, shapes, question);
    }
    this.session.unansweredLookups.add(token);
    return unknownAnswer(shapes, question);
  }

  /** The region in which a provider answers; also registers the default provider, as asking the engine would. */
  private regionOf(token: string, packageReference: string, lookup: LookupRequest): string | undefined {
    const named = parseProviderReference(lookup.provider);
    const asked = this.registrar.packageRequest(token, packageReference, lookup.version, lookup.pluginDownloadUrl);
    const { urn } = named ?? this.session.defaultProvider(asked, token);
    const region = this.session.find(urn)?.inputs.region;
    return typeof region === "string" && !isUnknown(region) ? region : undefined;
  }

  private getResource({ urn }: JsonObject): JsonObject {
    const resource = typeof urn === "string" ? this.session.find(urn) : undefined;
    if (resource === undefined) {
      throw new Error(`unknown resource ${urn}`);
    }
    return { urn: resource.urn, id: resource.id, state: resource.custom ? resource.inputs : resource.outputs };
  }
}
