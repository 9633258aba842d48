import { randomUUID } from "node:crypto";
import { type handleUnaryCall, type sendUnaryData, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import type { JsonObject } from "../graph";
import type {
  DeploymentInfo,
  Messages,
  RegisterPackageRequest,
  ResourceInvokeRequest,
  Sent,
} from "../protocol/messages";
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
import { applyLookupTransforms, type LookupRequest } from "./transforms";
import { packageOf } from "./urn";

const GET_RESOURCE = "pulumi:pulumi:getResource";

/** Of `Result`. */
const SUCCESS = 0;

/** The resource monitor: the half of the engine to which a program declares its resources. Nothing is deployed. */
export function makeMonitor(
  session: Session,
  callbacks: Callbacks,
  sdkFiles: SdkFiles,
  parallel: number,
): UntypedServiceImplementation {
  const hooks = new Hooks(session, callbacks);
  const registrar = new Registrar(session, callbacks, sdkFiles, hooks);
  const lookups = new Lookups(session, callbacks, sdkFiles, registrar);
  return {
    supportsFeature: answering<"SupportsFeatureRequest", "SupportsFeatureResponse">(({ id }) => ({
      hasSupport: supportsFeature(id),
    })),
    getDeploymentInfo: unary(() => deploymentInfo(session, parallel)),
    registerResource: answering<"RegisterResourceRequest", "RegisterResourceResponse">(async (request) => {
      const resource = await registrar.register(request);
      if (resource.remote) {
        session.notJudged.push({ urn: resource.urn, reason: remoteReason(resource.type) });
      }
      return { urn: resource.urn, id: resource.id, object: resource.custom ? resource.inputs : {}, result: SUCCESS };
    }),
    registerResourceOutputs: unary(({ urn, outputs }: Messages["RegisterResourceOutputsRequest"]) => {
      session.setOutputs(urn, registrar.known(outputs ?? {}));
      return {};
    }),
    readResource: answering<"ReadResourceRequest", "ReadResourceResponse">((request) => {
      const { urn, inputs } = registrar.read(request);
      return { urn, properties: inputs };
    }),
    invoke: answering<"ResourceInvokeRequest", "ResourceInvokeResponse">(async (request) => ({
      return: await lookups.answer(request),
    })),
    call: answering<"ResourceCallRequest", "CallResponse">(({ tok }) => {
      session.unansweredLookups.add(tok);
      session.standsIn = true;
      return { return: unknownAnswer({}, "") };
    }),
    registerStackTransform: unary((callback: Messages["Callback"]) => {
      session.stackTransforms.push(callback);
      return {};
    }),
    registerStackInvokeTransform: unary((callback: Messages["Callback"]) => {
      session.lookupTransforms.push(callback);
      return {};
    }),
    registerResourceHook: unary((request: Messages["RegisterResourceHookRequest"]) => {
      hooks.register(request);
      return {};
    }),
    registerErrorHook: unary(() => ({})),
    registerPackage: answering<"RegisterPackageRequest", "RegisterPackageResponse">((request) => ({
      ref: registerPackage(session, request),
    })),
    signalAndWaitForShutdown: unary(() => ({})),
  };
}

/** `unary` for two messages of the protocol. */
function answering<Asked extends keyof Messages, Answered extends keyof Messages>(
  answer: (request: Messages[Asked]) => Sent<Messages[Answered]> | Promise<Sent<Messages[Answered]>>,
) {
  return unary(answer);
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
  const { project, stack, organization, config } = session;
  return {
    project,
    stack,
    organization,
    config: config.values,
    configSecretKeys: config.secretKeys,
    dryRun: true,
    parallel,
    supportedFeatures: supportedFeatures(),
  };
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
  const { name, version, parameterization: parameter } = request;
  const base = { name, version, downloadUrl: request.downloadUrl.replace(/\/$/, "") };
  if (parameter === null) {
    return base;
  }
  const value = Buffer.from(parameter.value).toString("base64");
  return { ...base, parameterization: { name: parameter.name, version: parameter.version, value } };
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
    const token = request.tok;
    const lookup = await applyLookupTransforms(this.callbacks, this.session.lookupTransforms, token, {
      args: request.args ?? {},
      provider: request.provider,
      version: request.version,
      pluginDownloadUrl: request.pluginDownloadURL,
    });
    const region = this.regionOf(token, request.packageRef, lookup);
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
