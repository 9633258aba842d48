import { execFileSync, spawn } from "node:child_process";
import { delimiter, dirname, join, resolve } from "node:path";

export const repository = resolve(__dirname, "../../..");

/** What a finished command said. */
export interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end; a status other than 0 is a result, not an exception. */
export function runToEnd(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<Finished> {
  return new Promise((settle, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => settle({ status: code ?? 1, stdout, stderr }));
  });
}

/** The path of the real Pulumi CLI; throws, with the reason in words, when there is none and none can be built. */
export function findPulumi(): string {
  return execFileSync(join(repository, "test/engine/cli/ensure"), { encoding: "utf8" }).trim();
}

/** The newest that was tested, for what the pinned one does not know yet and may be otherwise since. */
export function findNewestPulumi(): string {
  return execFileSync(join(repository, "test/engine/cli/ensure"), ["--newest"], { encoding: "utf8" }).trim();
}

/** An environment in which Pulumi finds the stand-ins, keeps everything below `home` and calls nobody. */
export function offlineEnvironment(pulumi: string, home: string): NodeJS.ProcessEnv {
  const standIns = join(repository, "test/engine/bin");
  return {
    PATH: [standIns, dirname(pulumi), dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
    HOME: home,
    TMPDIR: process.env.TMPDIR ?? "/tmp",
    PULUMI_HOME: join(home, "pulumi"),
    PULUMI_BACKEND_URL: `file://${home}`,
    PULUMI_CONFIG_PASSPHRASE: "engine tests keep no secret",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Adds the option --event-log.
    PULUMI_DEBUG_COMMANDS: "true",
    NO_COLOR: "1",
  };
}
