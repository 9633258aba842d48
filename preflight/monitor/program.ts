import { readStackConfig, type StackConfig } from "./config";
import { type Project, readProject } from "./project";

export interface ProgramOptions {
  /** Directory of the Pulumi.yaml. */
  readonly programDirectory: string;
  /** `stack`, or `organization/stack`. */
  readonly stack: string;
  /** Config for this run only, over the stack's file: `name` or `namespace:name`. */
  readonly config?: Readonly<Record<string, string>>;
}

/** A program with the stack it is going to be run for. */
export interface Program {
  readonly project: Project;
  readonly stack: string;
  readonly organization: string;
  readonly config: StackConfig;
}

/** The organization of a stack that belongs to none. */
const NO_ORGANIZATION = "organization";

/** Reads a program's project and stack files. Throws a PreflightError when one of them is not as it should be. */
export function readProgram(options: ProgramOptions): Program {
  const project = readProject(options.programDirectory);
  const parts = options.stack.split("/");
  const stack = parts.at(-1) ?? "";
  const organization = parts.length > 1 ? (parts[0] ?? NO_ORGANIZATION) : NO_ORGANIZATION;
  return { project, stack, organization, config: readStackConfig(project, stack, options.config) };
}
