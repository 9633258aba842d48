/**
 * STAND-IN for the provider of random values. It knows passwords alone, and what it gives is the same for the same
 * resource: nothing of it is secret.
 */
import * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import provider from "@pulumi/pulumi/proto/provider_pb";
import empty from "google-protobuf/google/protobuf/empty_pb";
import { hashOf } from "../aws/attributes";
import { channelOptions, unary, unimplemented } from "../serve";
import { fromStruct, toStruct, UNKNOWN, type WireObject } from "../wire";

const VERSION: string = require("@pulumi/random/package.json").version;
const TYPE = "random:index/randomPassword:RandomPassword";

function create(request: provider.CreateRequest): provider.CreateResponse {
  const urn = request.getUrn();
  const inputs: WireObject = fromStruct(request.getProperties());
  const preview = request.getPreview();
  const result = preview ? UNKNOWN : hashOf(urn, 32);
  return new provider.CreateResponse()
    .setId(preview ? "" : "none")
    .setProperties(toStruct({ ...inputs, result, bcryptHash: result }));
}

function check(request: provider.CheckRequest): provider.CheckResponse {
  const token = request.getUrn().split("::")[2]?.split("$").at(-1);
  if (token !== TYPE) {
    throw new Error(`this stand-in for random knows ${TYPE} alone, not ${token}`);
  }
  return new provider.CheckResponse().setInputs(request.getNews());
}

/** The gRPC service of the provider. */
export function providerServer(): grpc.Server {
  const { DIFF_NONE } = provider.DiffResponse.DiffChanges;
  const same = unary(() => new provider.DiffResponse().setChanges(DIFF_NONE));
  const handlers = {
    handshake: unary(() => new provider.ProviderHandshakeResponse().setAcceptSecrets(true)),
    parameterize: unimplemented,
    getSchema: unary(() =>
      new provider.GetSchemaResponse().setSchema(JSON.stringify({ name: "random", version: VERSION })),
    ),
    checkConfig: unary((request: provider.CheckRequest) => new provider.CheckResponse().setInputs(request.getNews())),
    diffConfig: same,
    configure: unary(() => new provider.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true)),
    invoke: unimplemented,
    call: unimplemented,
    check: unary(check),
    diff: same,
    create: unary(create),
    read: unary((request: provider.ReadRequest) =>
      new provider.ReadResponse()
        .setId(request.getId())
        .setProperties(request.getProperties())
        .setInputs(request.getInputs()),
    ),
    list: unimplemented,
    update: unimplemented,
    delete: unary(() => new empty.Empty()),
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
