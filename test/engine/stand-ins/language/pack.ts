import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import language from "@pulumi/pulumi/proto/language_pb";
import { channelOptions, listen } from "../serve";
import { environmentOf, parseOptions } from "./options";
import { entryPoint } from "./program";

type RunPluginCall = grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>;
type Pack = ChildProcessByStdio<null, Readable, Readable>;

const asIs = (bytes: Buffer): Buffer => bytes;

/** The analyzer protocol with messages left as bytes: what passes through is not ours to read. */
const relayedService = Object.fromEntries(
  Object.entries(AnalyzerService).map(([name, method]) => [
    name,
    { ...method, requestSerialize: asIs, requestDeserialize: asIs, responseSerialize: asIs, responseDeserialize: asIs },
  ]),
) as Record<string, grpc.MethodDefinition<Buffer, Buffer>>;

/** A pack hears of its stack through the environment, so it can start only after ConfigureStack (or without one). */
function stackEnvironment(configured: Buffer | undefined): Record<string, string> {
  if (configured === undefined) return {};
  const stack = analyzer.AnalyzerStackConfigureRequest.deserializeBinary(configured);
  return {
    PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
    PULUMI_NODEJS_PROJECT: stack.getProject(),
    PULUMI_NODEJS_STACK: stack.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().getEntryList())),
  };
}

function startPack(request: language.RunPluginRequest, configured: Buffer | undefined): Pack {
  const directory = request.getInfo()?.getProgramDirectory() ?? "";
  const options = parseOptions(request.getInfo()?.getOptions()?.toJavaScript() ?? {});
  const given = Object.fromEntries(
    request.getEnvList().map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]),
  );
  const args = [entryPoint("run-policy-pack", directory), ...options.nodeargs, ...request.getArgsList(), directory];
  return spawn(process.execPath, args, {
    cwd: directory,
    env: { ...given, ...environmentOf(options), ...stackEnvironment(configured) },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Resolves to the port that the pack prints first; what it prints after that goes to `rest`. */
function portOf(pack: Pack, rest: (text: Buffer) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0);
    const collect = (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk]);
      const end = seen.indexOf("\n");
      if (end < 0) return;
      pack.stdout.off("data", collect).on("data", rest);
      if (end + 1 < seen.length) rest(seen.subarray(end + 1));
      resolve(seen.subarray(0, end).toString().trim());
    };
    pack.stdout.on("data", collect);
    pack.on("error", reject);
    pack.on("close", (code) => reject(new Error(`the policy pack ended with exit status ${code} before it was ready`)));
  });
}

/** One policy pack process behind one port that answers at once. */
class PackRelay {
  private configured: Buffer | undefined;
  private pack: Pack | undefined;
  private client: Promise<grpc.Client> | undefined;
  private readonly server = new grpc.Server(channelOptions);

  constructor(private readonly call: RunPluginCall) {
    const handlers = Object.entries(relayedService).map(([name, method]) => [name, this.handler(name, method)]);
    this.server.addService(relayedService, Object.fromEntries(handlers));
  }

  private handler(name: string, method: grpc.MethodDefinition<Buffer, Buffer>): grpc.handleUnaryCall<Buffer, Buffer> {
    if (name === "handshake") return (_call, callback) => callback(null, Buffer.alloc(0));
    if (name === "configureStack") {
      return (call, callback) => {
        this.configured = call.request;
        this.connected().catch(() => undefined);
        callback(null, Buffer.alloc(0));
      };
    }
    return (call, callback) => {
      this.connected().then(
        (client) => client.makeUnaryRequest(method.path, asIs, asIs, call.request, callback),
        (error: Error) =>
          callback({ code: grpc.status.UNAVAILABLE, message: `policy pack not started: ${error.message}` }),
      );
    };
  }

  /** The pack's process, started by the first message that needs it. */
  private connected(): Promise<grpc.Client> {
    this.client ??= this.connect();
    return this.client;
  }

  private async connect(): Promise<grpc.Client> {
    const pack = startPack(this.call.request, this.configured);
    this.pack = pack;
    pack.stderr.on("data", (text: Buffer) => this.call.write(new language.RunPluginResponse().setStderr(text)));
    const ended = once(pack, "close").then(([code]) => this.finish(Number(code ?? 1)));
    ended.catch(() => this.finish(1));
    const port = await portOf(pack, (text) => this.call.write(new language.RunPluginResponse().setStdout(text)));
    const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), channelOptions);
    await this.forwardConfiguration(client);
    return client;
  }

  private forwardConfiguration(client: grpc.Client): Promise<void> {
    const { configured } = this;
    const path = relayedService.configureStack?.path;
    if (configured === undefined || path === undefined) return Promise.resolve();
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(path, asIs, asIs, configured, (error) =>
        error === null || error.code === grpc.status.UNIMPLEMENTED ? resolve() : reject(error),
      );
    });
  }

  async start(): Promise<void> {
    this.call.on("cancelled", () => this.stop());
    const port = await listen(this.server);
    this.call.write(new language.RunPluginResponse().setStdout(Buffer.from(`${port}\n`)));
  }

  private stop(): void {
    this.pack?.kill("SIGTERM");
    this.server.forceShutdown();
  }

  private finish(code: number): void {
    this.server.forceShutdown();
    if (this.call.cancelled) return;
    this.call.write(new language.RunPluginResponse().setExitcode(code));
    this.call.end();
  }
}

/** Runs a policy pack as the language host of a Pulumi installation does. */
export async function runPack(call: RunPluginCall): Promise<void> {
  const kind = call.request.getKind();
  if (kind !== "analyzer") throw new Error(`this stand-in runs policy packs only, not a plugin of kind '${kind}'`);
  await new PackRelay(call).start();
}
