import { status } from "@grpc/grpc-js";
import type { JsonObject } from "../graph";
import { PreflightError } from "../problem";
import { detailsOf } from "../protocol/caller";
import type {
  AnalyzerStackConfigureRequest,
  ConfigureAnalyzerRequest,
  AnalyzerInfo as InfoMessage,
} from "../protocol/messages";
import { AnalyzerClient } from "./client";
import { severityOf } from "./findings";
import { NO_ENGINE, type PackProcess, type StackIdentity } from "./pack-process";
import type { EnforcementLevelName, Profile } from "./profile";
import type { EffectiveConfig, PolicyInfo } from "./reconcile";

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
  /** Says which stack comes next; the first one it was connected with. */
  introduce(identity: StackIdentity): Promise<void>;
  /** Turns an error of the pack into one for people, with what the pack printed. */
  explain(error: unknown, doing: string): PreflightError;
  close(): void;
}

/** By `EnforcementLevel`. */
const LEVELS: readonly EnforcementLevelName[] = ["advisory", "mandatory", "disabled", "remediate"];

/** By `PolicyType`. */
const JUDGES: readonly PolicyInfo["judges"][] = ["unknown", "resource", "stack"];

/** Introduces a stack to a pack that is starting. Rejects with a PreflightError when the pack does not answer. */
export async function connectPack(
  process: PackProcess,
  identity: StackIdentity,
  timeLimitSeconds: number,
): Promise<PolicyPack> {
  const client = new AnalyzerClient(`127.0.0.1:${await process.port}`, timeLimitSeconds);
  const explain = (error: unknown, doing: string) => {
    const isLate = (error as { code?: unknown }).code === status.DEADLINE_EXCEEDED;
    const message = isLate
      ? `did not answer within ${timeLimitSeconds} s while ${doing}; look for what it waits for, or raise --time-limit`
      : `failed while ${doing}; its own error follows`;
    const detail = [...(isLate ? [] : [detailsOf(error)]), process.printed()].filter((text) => text !== "");
    return new PreflightError(`the policy pack in ${process.directory} ${message}`, detail.join("\n"));
  };
  const close = () => {
    client.close();
    process.kill();
  };
  try {
    await client.handshake(NO_ENGINE, process.directory);
    await client.configureStack(stackRequest(identity));
    const info = readInfo(await client.getInfo());
    let current: EffectiveConfig | undefined;
    return {
      client,
      info,
      explain,
      close,
      configure: async (config) => {
        if (config !== current) {
          await client.configure(configureRequest(config));
          current = config;
        }
      },
      introduce: (next) => client.configureStack(stackRequest(next)),
    };
  } catch (error) {
    close();
    throw explain(error, "it introduced itself");
  }
}

function stackRequest(identity: StackIdentity): AnalyzerStackConfigureRequest {
  const { stack, project, organization, dryRun, configSecretKeys, config } = identity;
  return { stack, project, organization, dryRun, configSecretKeys, config };
}

function readInfo(message: InfoMessage): PackInfo {
  const policies = message.policies.map((policy) => ({
    name: policy.name,
    level: levelOf(policy.enforcementLevel),
    severity: severityOf(policy.severity),
    law: policy.description,
    remediation: policy.remediationSteps,
    url: policy.url,
    judges: JUDGES[policy.policyType] ?? "unknown",
    properties: (policy.configSchema?.properties ?? {}) as Record<string, JsonObject>,
    required: policy.configSchema?.required ?? [],
  }));
  const initialConfig = Object.entries(message.initialConfig).map(
    ([name, { enforcementLevel, properties }]) =>
      [name, { level: levelOf(enforcementLevel), properties: properties ?? {} }] as const,
  );
  return { name: message.name, version: message.version, policies, initialConfig: new Map(initialConfig) };
}

function configureRequest(config: EffectiveConfig): ConfigureAnalyzerRequest {
  const configs = [...config].map(([name, { level, properties }]) => {
    return [name, { enforcementLevel: LEVELS.indexOf(level), properties: properties as JsonObject }] as const;
  });
  return { policyConfig: Object.fromEntries(configs) };
}

/** One that a later protocol has rejects: nothing passes because its level is not known. */
function levelOf(level: number): EnforcementLevelName {
  return LEVELS[level] ?? "mandatory";
}
