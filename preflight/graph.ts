/** A value as it travels between a program, the engine and a policy pack: JSON with Pulumi's own markers in it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** Pulumi's resource name: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
export type Urn = string;

/** How long the provider may take, in Pulumi's duration text (`30m`); empty fields are absent. */
export interface Timeouts {
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
}

export interface GraphOptions {
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** Earlier names of the resource, resolved to URNs. */
  readonly aliases: readonly Urn[];
  readonly additionalSecretOutputs: readonly string[];
  readonly replaceOnChanges: readonly string[];
  /** Absent when the program did not say. */
  readonly deleteBeforeReplace?: boolean;
  readonly customTimeouts?: Timeouts;
  readonly deletedWith?: Urn;
  readonly importId?: string;
}

/** Where the program constructed the resource. */
export interface SourcePosition {
  /** Absolute path; relative to the project where it comes from a state file. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1; 0 when unknown. */
  readonly column: number;
}

export interface GraphResource {
  readonly urn: Urn;
  readonly type: string;
  readonly name: string;
  /** False for a component. */
  readonly custom: boolean;
  /** A component whose children another process would make. */
  readonly remote: boolean;
  /** True when the program only reads it and does not manage it (`Type.get`). */
  readonly external: boolean;
  /** Wire form: unknowns are marker strings, secrets and assets carry their signature. */
  readonly inputs: JsonObject;
  /** Wire form. In a recorded program: the inputs, and an unknown for each property known to be computed. */
  readonly outputs: JsonObject;
  /** Empty until the resource exists. */
  readonly id: string;
  readonly parent?: Urn;
  /** The provider resource that manages it; providers and components have none. */
  readonly provider?: Urn;
  readonly dependencies: readonly Urn[];
  readonly propertyDependencies: Readonly<Record<string, readonly Urn[]>>;
  readonly options: GraphOptions;
  readonly sourcePosition?: SourcePosition;
}

/** A resource that exists in the program and could not be judged. */
export interface NotJudged {
  readonly urn: Urn;
  readonly reason: string;
}

export interface LogMessage {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
  readonly urn?: Urn;
}

/** Everything one run of a program, or one state file, says about a stack. */
export interface Recording {
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  /** Directory of the program's project file, absolute; a state file has none. */
  readonly directory?: string;
  /** In the order of registration. */
  readonly resources: readonly GraphResource[];
  /** The stack's outputs, in wire form. */
  readonly outputs: JsonObject;
  readonly logs: readonly LogMessage[];
  readonly notJudged: readonly NotJudged[];
}
