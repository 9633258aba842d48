import { status } from "@grpc/grpc-js";
import {
  AnalyzerStackConfigureRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  type AnalyzerInfo as InfoMessage,
  PolicyConfig,
  PolicyType,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { JsonObject } from "../graph";
import { fromStruct, toStruct } from "../monitor/struct";
import { PreflightError } from "../problem";
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

const JUDGES: Readonly<Record<PolicyType, PolicyInfo["judges"]>> = {
  [PolicyType.POLICY_TYPE_UNKNOWN]: "unknown",
  [PolicyType.POLICY_TYPE_RESOURCE]: "resource",
  [PolicyType.POLICY_TYPE_STACK]: "stack",
};

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
    law: policy.getDescription(),
    remediation: policy.getRemediationSteps(),
    url: policy.getUrl(),
    judges: JUDGES[policy.getPolicyType()] ?? "unknown",
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
