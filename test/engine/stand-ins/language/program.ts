import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as grpc from "@grpc/grpc-js";
import language from "@pulumi/pulumi/proto/language_pb";
import { environmentOf, parseOptions } from "./options";

/** Exit status by which the SDK says that it has told the user everything already. */
const ALREADY_EXPLAINED = 32;

/** Resolves one of the SDK's entry points from the program's own folder, so that the program's own SDK runs it. */
export function entryPoint(name: string, directory: string): string {
  try {
    return createRequire(join(directory, "package.json")).resolve(`@pulumi/pulumi/cmd/${name}`);
  } catch {
    throw new Error(`It looks like the Pulumi SDK has not been installed in ${directory}. Have you run npm ci?`);
  }
}

function flag(name: string, value: string): string[] {
  return value === "" ? [] : [`--${name}`, value];
}

function programArguments(request: language.RunRequest, engine: string, runner: string): string[] {
  const info = request.getInfo();
  return [
    runner,
    ...flag("monitor", request.getMonitorAddress()),
    ...flag("engine", engine),
    ...flag("organization", request.getOrganization()),
    ...flag("project", request.getProject()),
    ...flag("root-directory", info?.getRootDirectory() ?? ""),
    ...flag("stack", request.getStack()),
    ...flag("pwd", info?.getProgramDirectory() ?? ""),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    ...flag("parallel", String(request.getParallel())),
    info?.getEntryPoint() ?? ".",
    ...request.getArgsList(),
  ];
}

function configOf(request: language.RunRequest): Record<string, string> {
  const values = Object.fromEntries(request.getConfigMap().getEntryList());
  return {
    PULUMI_CONFIG: JSON.stringify(values),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

/** Runs until the child ends; a signal counts as a failure. */
function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Runs a Pulumi program as the language host of a Pulumi installation does. */
export async function runProgram(
  call: grpc.ServerUnaryCall<language.RunRequest, language.RunResponse>,
  engine: string,
): Promise<language.RunResponse> {
  const request = call.request;
  const info = request.getInfo();
  const options = parseOptions(info?.getOptions()?.toJavaScript() ?? {});
  const runner = entryPoint("run", info?.getProgramDirectory() ?? ".");
  const child = spawn(process.execPath, [...options.nodeargs, ...programArguments(request, engine, runner)], {
    env: { ...process.env, ...environmentOf(options), ...configOf(request) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  call.on("cancelled", () => child.kill("SIGINT"));
  const code = await exitOf(child);
  if (code === 0) return new language.RunResponse();
  if (code === ALREADY_EXPLAINED) return new language.RunResponse().setBail(true);
  return new language.RunResponse().setError(`Program exited with non-zero exit code: ${code}`);
}
