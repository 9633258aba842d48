import type { FailureRow } from "../../../model/recovery/failures/row";
import type { ScenarioName } from "../../../model/recovery/failures/scenario-names";

/** What FIS looks for: resources by ARN, or by all of these tags and filters. */
export interface TemplateTarget {
  readonly resourceType: string;
  readonly resourceArns?: readonly string[];
  readonly resourceTags?: Readonly<Record<string, string>>;
  readonly filters?: readonly { readonly path: string; readonly values: readonly string[] }[];
  readonly selectionMode: "ALL";
}

export interface TemplateAction {
  readonly actionId: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The kind of target that the action asks for, and the name of one of the template's targets. */
  readonly targets?: Readonly<Record<string, string>>;
  readonly startAfter?: readonly string[];
}

/** A request to `CreateExperimentTemplate`, without the token that every client makes by itself. */
export interface Template {
  readonly description: string;
  readonly targets: Readonly<Record<string, TemplateTarget>>;
  readonly actions: Readonly<Record<string, TemplateAction>>;
  readonly stopConditions: readonly { readonly source: "aws:cloudwatch:alarm"; readonly value: string }[];
  readonly roleArn: string;
  readonly experimentOptions: {
    readonly accountTargeting: "single-account";
    /** A target that is not found ends the experiment: what is only half done proves nothing. */
    readonly emptyTargetResolutionMode: "fail";
  };
  readonly tags: Readonly<Record<string, string>>;
}

export interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The role that FIS takes on: to be made before the template. */
export interface ExperimentRole {
  readonly name: string;
  readonly trust: { readonly Version: "2012-10-17"; readonly Statement: readonly object[] };
  readonly policy: { readonly Version: "2012-10-17"; readonly Statement: readonly Statement[] };
  /** AWS's own policies that it needs besides. */
  readonly managedPolicyArns: readonly string[];
}

/** One failure that AWS FIS can make real, and what should happen then. */
export interface Experiment {
  readonly failure: ScenarioName;
  readonly title: string;
  /** The only region in which the template may be made. */
  readonly region: string;
  readonly minutes: number;
  /** The alarm that ends the experiment, and why this one. */
  readonly stopAlarm: { readonly name: string; readonly urn: string; readonly because: string };
  readonly template: Template;
  readonly role: ExperimentRole;
  /** In what the experiment differs from the failure of the matrix. */
  readonly differs: readonly string[];
  /** The row of the failure matrix. */
  readonly expected: FailureRow;
}

/** A failure that is not made real, and why. */
export interface LeftOut {
  readonly failure: ScenarioName;
  readonly because: readonly string[];
}

/** What `drill --experiment` prints: the public JSON. */
export interface ExperimentReport {
  readonly schemaVersion: 1;
  readonly stack: string;
  readonly experiments: readonly Experiment[];
  readonly leftOut: readonly LeftOut[];
}
