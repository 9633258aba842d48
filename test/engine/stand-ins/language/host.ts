/**
 * STAND-IN, not Pulumi's own: the Node language host of a Pulumi installation, which is distributed as a binary that a
 * package registry does not have. It starts programs and policy packs with the SDK's own entry points, with the same
 * arguments and environment, and answers nothing else.
 */
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import language from "@pulumi/pulumi/proto/language_pb";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import empty from "google-protobuf/google/protobuf/empty_pb";
import { channelOptions, unary, unimplemented } from "../serve";
import { runPack } from "./pack";
import { requiredPackages } from "./packages";
import { runProgram } from "./program";

const VERSION: string = require("@pulumi/pulumi/package.json").version;

function failure(error: unknown): { code: grpc.status; message: string } {
  return { code: grpc.status.UNKNOWN, message: error instanceof Error ? error.message : String(error) };
}

/** The gRPC service of one language host; `engine` is the address that the engine starts it with. */
export function languageServer(engine: string): grpc.Server {
  let engineAddress = engine;
  const run: grpc.handleUnaryCall<language.RunRequest, language.RunResponse> = (call, callback) => {
    runProgram(call, engineAddress).then(
      (response) => callback(null, response),
      (error: unknown) => callback(null, new language.RunResponse().setError(failure(error).message)),
    );
  };
  const runPlugin: grpc.handleServerStreamingCall<language.RunPluginRequest, language.RunPluginResponse> = (call) => {
    runPack(call).catch((error: unknown) => call.emit("error", failure(error)));
  };
  const installDependencies: grpc.handleServerStreamingCall<unknown, language.InstallDependenciesResponse> = (call) => {
    const said = "this stand-in installs nothing: run npm ci first\n";
    call.write(new language.InstallDependenciesResponse().setStdout(Buffer.from(said)));
    call.end();
  };
  const server = new grpc.Server(channelOptions);
  server.addService(LanguageRuntimeService, {
    handshake: unary((request: language.LanguageHandshakeRequest) => {
      engineAddress = request.getEngineAddress();
      return new language.LanguageHandshakeResponse();
    }),
    getRequiredPlugins: unimplemented,
    getRequiredPackages: unary((request: language.GetRequiredPackagesRequest) =>
      requiredPackages(request.getInfo()?.getProgramDirectory() ?? "."),
    ),
    run,
    runPlugin,
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(VERSION)),
    installDependencies,
    runtimeOptionsPrompts: unary(() => new language.RuntimeOptionsResponse()),
    template: unary(() => new language.TemplateResponse()),
    about: unary(() => new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
    getProgramDependencies: unary(() => new language.GetProgramDependenciesResponse()),
    generateProgram: unimplemented,
    generateProject: unimplemented,
    generatePackage: unimplemented,
    pack: unimplemented,
    link: unimplemented,
    cancel: unary(() => new empty.Empty()),
  });
  return server;
}
