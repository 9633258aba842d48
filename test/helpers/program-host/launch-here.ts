import { join } from "node:path";
import { Readable } from "node:stream";
import { log, RunError } from "@pulumi/pulumi";
import { disconnect, runInPulumiStack } from "@pulumi/pulumi/runtime";
import type { Child, Exit } from "../../../preflight/monitor/child";
import { type Launch, launchCommand } from "../../../preflight/monitor/launch";

/** Gives what runs in it settings of its own; not in the SDK's declarations, used by its automation API. */
const {
  withLocalStorage,
}: { withLocalStorage<Result>(run: () => Result): Result } = require("@pulumi/pulumi/runtime/state");

/** What the SDK's runner exits with when the program failed and its error was logged. */
const LOGGED_FAILURE = 32;

/**
 * Runs a program in this process, as the SDK's runner would in one of its own. The program exports a function, which
 * keeps nothing between two calls. Nothing else may run meanwhile: the environment is the process's own.
 */
export function launchHere(launch: Launch): Child {
  const { directory, environment } = launchCommand(launch);
  Object.assign(process.env, environment, settingsOf(launch));
  process.chdir(directory);
  const exit: Promise<Exit> = withLocalStorage(() => run(join(directory, launch.project.main)));
  return { stdout: Readable.from([]), stderr: Readable.from([]), exit, kill() {} };
}

/** The flags of the runner, in the form in which the SDK keeps them. */
function settingsOf({ project, stack, organization, address, parallel }: Launch): NodeJS.ProcessEnv {
  return {
    PULUMI_NODEJS_PROJECT: project.name,
    PULUMI_NODEJS_ROOT_DIRECTORY: project.directory,
    PULUMI_NODEJS_STACK: stack,
    PULUMI_NODEJS_ORGANIZATION: organization,
    PULUMI_NODEJS_DRY_RUN: "true",
    PULUMI_NODEJS_PARALLEL: String(parallel),
    PULUMI_NODEJS_MONITOR: address,
    PULUMI_NODEJS_ENGINE: address,
  };
}

async function run(main: string): Promise<Exit> {
  const errors = new Set<unknown>();
  const report = (error: unknown) => {
    if (!errors.has(error)) log.error(messageOf(error));
    errors.add(error);
  };
  process.on("unhandledRejection", report);
  try {
    await runInPulumiStack(async () => require(main)());
  } catch (error) {
    report(error);
  }
  await disconnect(errors.size === 0);
  process.off("unhandledRejection", report);
  return { code: errors.size === 0 ? 0 : LOGGED_FAILURE, signal: null };
}

/** A RunError is told to the user as it is, any other error with its stack trace. */
function messageOf(error: unknown): string {
  if (RunError.isInstance(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
