/**
 * Tests of CrossGuard policies: a pack runs in a process of its own and is spoken to as the Pulumi engine does, so what
 * a test sees is what `pulumi preview --policy-pack` would say. Works in any test runner; no Pulumi CLI, no login.
 */

/** What a policy pack may be shown: JSON, with `unknown` and `secret()` in any place. */
export type Value = string | number | boolean | null | undefined | readonly Value[] | { readonly [key: string]: Value };

export interface ResourceOptions {
  /** Inputs of the resource's provider, for example `{ region: "us-east-1" }`; the default provider when absent. */
  readonly provider?: { readonly [key: string]: Value };
  readonly parent?: Resource;
  readonly dependsOn?: readonly Resource[];
  /** By top-level property, the resources whose outputs it was made from. */
  readonly sources?: Readonly<Record<string, readonly Resource[]>>;
  /** What the provider adds to the inputs; stack policies see it. Inputs alone when absent. */
  readonly outputs?: { readonly [key: string]: Value };
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  /** A ComponentResource: it has no provider. */
  readonly component?: boolean;
}

/** A resource as a program would declare it. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly inputs: { readonly [key: string]: Value };
  readonly options: ResourceOptions;
}

/** Makes a resource from its type token (`aws:s3/bucket:Bucket`), its name and its inputs. */
export function resource(
  type: string,
  name: string,
  inputs: { readonly [key: string]: Value },
  options?: ResourceOptions,
): Resource;

/** Values that are not known before deployment, by the type they are going to have. */
export const unknown: {
  readonly string: Value;
  readonly number: Value;
  readonly boolean: Value;
  readonly list: Value;
  readonly object: Value;
};

/** A value that Pulumi keeps secret. */
export function secret(value: Value): Value;

export interface PackOptions {
  /** Directory of the pack's PulumiPolicy.yaml. */
  readonly directory: string;
  /** What `--policy-pack-config` would give: a JSON file, or its content. The pack's defaults when absent. */
  readonly profile?: string | { readonly [policy: string]: unknown };
  /** Name of the project that the pack believes to judge; "project" when absent. */
  readonly project?: string;
  /** Name of the stack; "test" when absent. */
  readonly stack?: string;
  readonly organization?: string;
  /** For one answer of the pack, and for its start; 60 when absent. */
  readonly timeLimitSeconds?: number;
}

/** Who a verdict is about. */
export interface About {
  readonly policy: string;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

export interface Violation extends About {
  readonly level: "mandatory" | "advisory";
  readonly severity: "critical" | "high" | "medium" | "low" | "unspecified";
  /** What the policy reported, without the description that the SDK puts above it. */
  readonly message: string;
}

/** A policy that could not judge: it read a value that is not known before deployment. */
export interface Undetermined extends About {
  readonly path: string;
  readonly reason: string;
}

/** Sorted by policy, then URN. */
export interface Judgement {
  readonly violations: readonly Violation[];
  readonly undetermined: readonly Undetermined[];
  /** Policies that judged and found nothing wrong; stack policies are named with the stack's root. */
  readonly passes: readonly About[];
}

export interface ProgramOptions {
  /** Directory of the Pulumi.yaml; a nodejs program. */
  readonly directory: string;
  /** `stack` or `organization/stack`; its Pulumi.<stack>.yaml is read if there is one. */
  readonly stack: string;
  /** Config for this run, over the stack's own. */
  readonly config?: Readonly<Record<string, string>>;
}

export interface Policy {
  readonly name: string;
  readonly level: "mandatory" | "advisory" | "remediate" | "disabled";
  readonly severity: Violation["severity"];
  readonly description: string;
}

/** A pack that is running. Stop it when the tests are over. */
export interface Pack {
  readonly policies: readonly Policy[];
  /** Shows it resources: each by itself, then all as a stack. */
  judge(resources: readonly Resource[]): Promise<Judgement>;
  /** Runs a program as a first preview would, and shows the pack what it declares. */
  judgeProgram(program: ProgramOptions): Promise<Judgement>;
  stop(): void;
}

/** Rejects with an error that carries the pack's own when it does not start. */
export function startPack(options: PackOptions): Promise<Pack>;
