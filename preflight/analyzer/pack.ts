import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import {
  AnalyzerStackConfigureRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  type AnalyzerInfo as InfoMessage,
  PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { JsonObject } from "../graph";
import { type Child, startChild } from "../monitor/child";
import { OutputTail } from "../monitor/output";
import { readYamlFile } from "../monitor/project";
import { fromStruct, toStruct } from "../monitor/struct";
import { PreflightError } from "../problem";
import { AnalyzerClient } from "./client";
import { severityOf } from "./findings";
import type { EnforcementLevelName, Profile } from "./profile";
import type { EffectiveConfig, PolicyInfo } from "./reconcile";

/** The stack a pack is going to judge. */
export interface StackIdentity {
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  /** True when values may be unknown. */
  readonly dryRun: boolean;
  readonly config: Readonly<Record<string, string>>;
  readonly configSecretKeys: readonly string[];
}

export interface PackInfo {
  readonly name: string;
  readonly version: string;
  readonly policies: readonly PolicyInfo[];
  /** Config that the pack sets for itself. */
  readonly initialConfig: Profile;
}

/** A running policy pack. */
export interface PolicyPack {
  readonly client: AnalyzerClient;
  readonly info: PackInfo;
  configure(config: EffectiveConfig): Promise<void>;
  /** Turns an error of the pack into one for people, with what the pack printed. */
  explain(error: unknown, doing: string): PreflightError;
  close(): void;
}

export interface StartOptions {
  readonly directory: string;
  readonly identity: StackIdentity;
  readonly timeLimitSeconds: number;
  /** Ends the start early; it then rejects. */
  readonly signal?: AbortSignal;
}

const LEVEL_NAMES: Record<EnforcementLevel, EnforcementLevelName> = {
  [EnforcementLevel.ADVISORY]: "advisory",
  [EnforcementLevel.MANDATORY]: "mandatory",
  [EnforcementLevel.DISABLED]: "disabled",
  [EnforcementLevel.REMEDIATE]: "remediate",
};
const LEVELS: Record<EnforcementLevelName, EnforcementLevel> = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  disabled: EnforcementLevel.DISABLED,
  remediate: EnforcementLevel.REMEDIATE,
};

/** No engine listens: a pack asks it nothing while it judges. */
const NO_ENGINE = "127.0.0.1:1";

/** Starts a pack as the engine does and introduces the stack to it. Rejects with a PreflightError when it does not start. */
export async function startPack(options: StartOptions): Promise<PolicyPack> {
  const directory = resolve(options.directory);
  readPackProject(directory);
  const child = startChild({
    file: process.execPath,
    arguments: [findRunner(directory), NO_ENGINE, "."],
    directory,
    environment: environmentOf(options.identity),
  });
  const stderr = new OutputTail(child.stderr);
  const fail = (message: string) => new PreflightError(`the policy pack in ${directory} ${message}`, stderr.text);
  const stop = () => child.kill();
  options.signal?.addEventListener("abort", stop);
  let client: AnalyzerClient | undefined;
  try {
    const port = await readPort(child, options.timeLimitSeconds, fail);
    client = new AnalyzerClient(`127.0.0.1:${port}`, options.timeLimitSeconds);
    await client.handshake(NO_ENGINE, directory);
    await client.configureStack(stackRequest(options.identity));
    return makePack(child, client, readInfo(await client.getInfo()), directory, stderr);
  } catch (error) {
    client?.close();
    child.kill();
    throw error instanceof PreflightError ? error : fail(`did not answer: ${detailsOf(error)}`);
  } finally {
    options.signal?.removeEventListener("abort", stop);
  }
}

function makePack(
  child: Child,
  client: AnalyzerClient,
  info: PackInfo,
  directory: string,
  stderr: OutputTail,
): PolicyPack {
  return {
    client,
    info,
    configure: (config) => client.configure(configureRequest(config)),
    explain: (error, doing) =>
      new PreflightError(
        `the policy pack in ${directory} failed while ${doing}; its own error follows`,
        [detailsOf(error), stderr.text].filter((text) => text !== "").join("\n"),
      ),
    close: () => {
      client.close();
      child.kill();
    },
  };
}

/** Checks that the directory is a nodejs pack, before a process says so less clearly. */
function readPackProject(directory: string): void {
  const file = join(directory, "PulumiPolicy.yaml");
  let runtime: unknown;
  try {
    ({ runtime } = readYamlFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      throw new PreflightError(
        `${directory} has no PulumiPolicy.yaml, expected the directory of a policy pack; name it with --policy-pack`,
      );
    }
    throw error;
  }
  const name = typeof runtime === "object" && runtime !== null ? (runtime as { name?: unknown }).name : runtime;
  if (name !== "nodejs") {
    throw new PreflightError(`${file}: runtime is ${JSON.stringify(name) ?? "not set"}, expected "nodejs"`);
  }
}

function findRunner(directory: string): string {
  try {
    return createRequire(join(directory, "index.js")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  } catch {
    throw new PreflightError(
      `the policy pack in ${directory} cannot load @pulumi/pulumi, expected it in a node_modules folder there or above; run npm install`,
    );
  }
}

function environmentOf({ organization, project, stack, dryRun, config }: StackIdentity): NodeJS.ProcessEnv {
  const names = { ORGANIZATION: organization, PROJECT: project, STACK: stack, DRY_RUN: String(dryRun) };
  const variables = Object.entries(names).flatMap(([name, value]) => [
    [`PULUMI_NODEJS_${name}`, value],
    [`PULUMI_${name}`, value],
  ]);
  return { ...process.env, ...Object.fromEntries(variables), PULUMI_CONFIG: JSON.stringify(config) };
}

/** The first line a pack prints is the port it listens on. */
function readPort(child: Child, timeLimitSeconds: number, fail: (message: string) => PreflightError): Promise<number> {
  return new Promise((resolvePort, reject) => {
    let printed = "";
    const timer = setTimeout(
      () =>
        reject(fail(`did not start within ${timeLimitSeconds} s; raise --time-limit or look for what it waits for`)),
      timeLimitSeconds * 1000,
    );
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (chunk: string) => {
      printed += chunk;
      const [line, rest] = printed.split("\n", 2);
      if (rest === undefined) {
        return;
      }
      clearTimeout(timer);
      if (/^\d+$/.test(line?.trim() ?? "")) {
        resolvePort(Number(line));
      } else {
        reject(
          fail(`printed ${JSON.stringify(line)} first, expected its port; print nothing before the pack has started`),
        );
      }
    });
    child.exit.then(
      ({ code, signal }) => {
        clearTimeout(timer);
        reject(fail(`ended (${signal ?? `status ${code}`}) before it was ready; its own error follows`));
      },
      (error) => {
        clearTimeout(timer);
        reject(fail(`could not be started: ${detailsOf(error)}`));
      },
    );
  });
}

function stackRequest(identity: StackIdentity): AnalyzerStackConfigureRequest {
  const request = new AnalyzerStackConfigureRequest()
    .setStack(identity.stack)
    .setProject(identity.project)
    .setOrganization(identity.organization)
    .setDryRun(identity.dryRun)
    .setConfigSecretKeysList([...identity.configSecretKeys]);
  for (const [key, value] of Object.entries(identity.config)) {
    request.getConfigMap().set(key, value);
  }
  return request;
}

function readInfo(message: InfoMessage): PackInfo {
  const policies = message.getPoliciesList().map((policy) => ({
    name: policy.getName(),
    level: LEVEL_NAMES[policy.getEnforcementlevel()],
    severity: severityOf(policy.getSeverity()),
    remediation: policy.getRemediationSteps(),
    properties: fromStruct(policy.getConfigschema()?.getProperties()) as Record<string, JsonObject>,
    required: policy.getConfigschema()?.getRequiredList() ?? [],
  }));
  const initialConfig = [...message.getInitialconfigMap().entries()].map(
    ([name, config]): [string, { level: EnforcementLevelName; properties: JsonObject }] => [
      name,
      { level: LEVEL_NAMES[config.getEnforcementlevel()], properties: fromStruct(config.getProperties()) },
    ],
  );
  return {
    name: message.getName(),
    version: message.getVersion(),
    policies,
    initialConfig: new Map(initialConfig),
  };
}

function configureRequest(config: EffectiveConfig): ConfigureAnalyzerRequest {
  const request = new ConfigureAnalyzerRequest();
  for (const [name, { level, properties }] of config) {
    const message = new PolicyConfig()
      .setEnforcementlevel(LEVELS[level])
      .setProperties(toStruct(properties as JsonObject));
    request.getPolicyconfigMap().set(name, message);
  }
  return request;
}

/** gRPC puts a status in front of the message and the text itself in `details`. */
function detailsOf(error: unknown): string {
  const details = (error as { details?: unknown }).details;
  return typeof details === "string" && details !== ""
    ? details
    : error instanceof Error
      ? error.message
      : String(error);
}
