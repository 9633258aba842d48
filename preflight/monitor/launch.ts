import { createRequire } from "node:module";
import { join } from "node:path";
import { PreflightError } from "../problem";
import { reachingLoopback } from "./channel";
import type { ChildCommand } from "./child";
import type { StackConfig } from "./config";
import { heapArguments } from "./heap";
import { programPreloads } from "./preloads";
import type { Project } from "./project";

export interface Launch {
  readonly project: Project;
  readonly stack: string;
  readonly organization: string;
  readonly config: StackConfig;
  /** Where monitor and engine listen. */
  readonly address: string;
  readonly parallel: number;
}

/** The command by which Pulumi's nodejs language host starts a program, with our preloads. */
export function launchCommand({ project, stack, organization, config, address, parallel }: Launch): ChildCommand {
  const flags = {
    monitor: address,
    engine: address,
    project: project.name,
    "root-directory": project.directory,
    stack,
    organization,
    pwd: project.workingDirectory,
    "dry-run": "true",
    "query-mode": "false",
    parallel: String(parallel),
  };
  return {
    file: process.execPath,
    arguments: [
      ...project.runtime.nodeArguments,
      ...heapArguments(project.runtime.nodeArguments, process.env),
      ...programPreloads,
      findRunner(project),
      ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
      project.main,
    ],
    directory: project.workingDirectory,
    environment: {
      ...reachingLoopback(process.env),
      PULUMI_CONFIG: JSON.stringify(config.values),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(config.secretKeys),
      PULUMI_NODEJS_TYPESCRIPT: String(project.runtime.typescript),
    },
  };
}

/** The program's own copy of the SDK runs it, whatever its version. */
function findRunner({ workingDirectory }: Project): string {
  try {
    return createRequire(join(workingDirectory, "index.js")).resolve("@pulumi/pulumi/cmd/run");
  } catch {
    throw new PreflightError(
      `${workingDirectory} cannot load @pulumi/pulumi, expected it in a node_modules folder there or above; run npm install`,
    );
  }
}
