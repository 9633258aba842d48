import type { LogMessage, Recording } from "../graph";
import { PreflightError } from "../problem";
import { serviceDefinition } from "../protocol/services";
import { configSecrets, Redactor } from "../redact";
import { Callbacks } from "./callbacks";
import { type Child, type Exit, startChild } from "./child";
import { makeEngine } from "./engine";
import { type Launch, launchCommand } from "./launch";
import { describeStandIns } from "./lookups/stand-ins";
import { makeMonitor } from "./monitor";
import { OutputTail } from "./output";
import { type Program, type ProgramOptions, readProgram } from "./program";
import type { Project } from "./project";
import { SdkFiles } from "./sdk-files";
import { type LocalServer, startServer } from "./server";
import { Session } from "./session";
import { nodeOptionsHint } from "./start-error";
import { ELSEWHERE, timeoutError } from "./time-out";

export interface RunOptions {
  /** How long the program may run; 120 when absent. */
  readonly timeLimitSeconds?: number;
  /** Ends the run early; it then rejects. */
  readonly signal?: AbortSignal;
  /** How the program is started; as the language host does, in a process of its own, when absent. */
  readonly launch?: (launch: Launch) => Child;
}

export type RecordOptions = ProgramOptions & RunOptions;

const DEFAULT_TIME_LIMIT_SECONDS = 120;
const PARALLEL = 16;

const WAY_OUT = `where the program cannot go on without one of these, ${ELSEWHERE}`;

/** What V8 prints before it ends a process for want of memory. */
const OUT_OF_MEMORY = /JavaScript heap out of memory/;

/** The status by which the SDK's runner says: failed, and the error was logged. */
const LOGGED_FAILURE = 32;

/**
 * Runs a Pulumi program as a first preview would, without a provider, and returns what it declared.
 * Rejects with a PreflightError when the program fails, hangs, ends early or is not a nodejs program.
 */
export async function recordProgram(options: RecordOptions): Promise<Recording> {
  return startProgram(readProgram(options), options).recording;
}

/** A run under way. */
export interface RunningProgram {
  /** Resolves when the program's process has started; never, when it cannot. */
  readonly started: Promise<void>;
  /** Settles as `recordProgram` does. */
  readonly recording: Promise<Recording>;
}

/** `recordProgram` for a program that has been read. */
export function startProgram(program: Program, options: RunOptions): RunningProgram {
  let onStart = () => {};
  const started = new Promise<void>((resolve) => {
    onStart = resolve;
  });
  return { started, recording: new ProgramRun(program, onStart).record(options) };
}

/** One run of one program: its process, the server it talks to and what came of it. */
class ProgramRun {
  private readonly project: Project;
  private readonly session: Session;
  private readonly callbacks = new Callbacks();
  private child: Child | undefined;

  constructor(
    { project, stack, organization, config }: Program,
    private readonly onStart: () => void,
  ) {
    this.project = project;
    this.session = new Session(project.name, stack, organization, config, () => this.child?.kill());
  }

  async record({
    timeLimitSeconds = DEFAULT_TIME_LIMIT_SECONDS,
    signal,
    launch = (how) => startChild(launchCommand(how)),
  }: RunOptions): Promise<Recording> {
    const server = await this.startServer();
    const timer = setTimeout(() => this.session.fail(this.timeoutError(timeLimitSeconds)), timeLimitSeconds * 1000);
    const abort = () => this.session.fail(new PreflightError("the run was stopped before the program had finished"));
    signal?.addEventListener("abort", abort);
    try {
      if (signal?.aborted) {
        abort();
      } else {
        await this.runProgram(server, launch);
      }
      return this.finish();
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      this.child?.kill();
      this.callbacks.close();
      server.close();
    }
  }

  private startServer(): Promise<LocalServer> {
    const sdkFiles = new SdkFiles(this.project.workingDirectory);
    return startServer((server) => {
      const monitor = makeMonitor(this.session, this.callbacks, sdkFiles, PARALLEL);
      server.addService(serviceDefinition("ResourceMonitor"), monitor);
      server.addService(
        serviceDefinition("Engine"),
        makeEngine((message) => this.session.logs.add(message)),
      );
    });
  }

  private async runProgram({ address }: LocalServer, launch: (launch: Launch) => Child): Promise<void> {
    const { project, session } = this;
    const { stack, organization, config } = session;
    const child = launch({ project, stack, organization, config, address, parallel: PARALLEL });
    this.child = child;
    this.onStart();
    const stdout = new OutputTail(child.stdout);
    const stderr = new OutputTail(child.stderr);
    const exit = await child.exit;
    const printed = [stdout.text, stderr.text].filter((text) => text !== "").join("\n");
    if (printed !== "") {
      session.logs.add({ severity: "info", message: printed });
    }
    session.failure ??= this.exitError(exit, printed);
  }

  private finish(): Recording {
    const { session } = this;
    const redactor = this.redactor();
    if (session.failure !== undefined) {
      throw redactor.error(session.failure);
    }
    const notes: LogMessage[] = session.config.notes.map((message) => ({ severity: "warning", message }));
    const logs = [...notes, ...session.logs.all(), ...this.lookupNotes()];
    const { project, stack, organization } = session;
    return {
      project,
      stack,
      organization,
      directory: this.project.directory,
      resources: session.resources(),
      outputs: session.stackOutputs(),
      logs: logs.map((log) => ({ ...log, message: redactor.free(describeStandIns(log.message)) })),
      notJudged: session.notJudged,
    };
  }

  /** Knows the secrets of the config and of every resource so far. */
  private redactor(): Redactor {
    const { session } = this;
    const secrets = configSecrets(session.config.values, session.config.secretKeys);
    return new Redactor(session.resources(), session.stackOutputs(), secrets);
  }

  private exitError({ code, signal }: Exit, printed: string): PreflightError | undefined {
    const where = `the program in ${this.project.directory} (stack ${this.session.stack})`;
    const logged = this.session.logs
      .all()
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message);
    if (code === LOGGED_FAILURE || (code !== 0 && logged.length > 0)) {
      return new PreflightError(`${where} failed; its own error follows`, this.detail(logged.join("\n") || printed));
    }
    if (OUT_OF_MEMORY.test(printed)) {
      return new PreflightError(
        `${where} ran out of memory (${this.session.resources().length} resources so far), expected it to fit into Node's heap; ` +
          `raise --max-old-space-size (in MiB) in NODE_OPTIONS or the nodeargs of Pulumi.yaml, or ${ELSEWHERE}`,
      );
    }
    const how = code === null ? `was ended by ${signal}` : `exited with status ${code}`;
    if (!this.session.isComplete) {
      const hint = "expected it to run to its end; look for process.exit";
      const early = nodeOptionsHint(process.env);
      return new PreflightError(
        `${where} ${how}${early} before it had declared its outputs, ${hint}`,
        this.detail(printed),
      );
    }
    return code === 0 ? undefined : new PreflightError(`${where} ${how}, expected 0`, this.detail(printed));
  }

  private timeoutError(seconds: number): PreflightError {
    const { isGrowing, stack } = this.session;
    const where = `the program in ${this.project.directory} (stack ${stack})`;
    const resources = this.session.resources().length;
    return timeoutError({ where, seconds, resources, isGrowing, detail: this.detail("") });
  }

  /** What went wrong, and what was unknown to the program: it may be the reason. */
  private detail(text: string): string {
    const unknown = [...this.lookupNotes().map(({ message }) => message), ...this.remoteNotes()];
    const wayOut = unknown.length === 0 ? [] : [WAY_OUT];
    return [describeStandIns(text), ...missingConfig(text), ...unknown, ...wayOut]
      .filter((line) => line !== "")
      .join("\n");
  }

  /** The outputs of a remote component are unknown as the answers of lookups are. */
  private remoteNotes(): readonly string[] {
    const remote = this.session.resources().filter((resource) => resource.remote);
    return [...new Set(remote.map(({ type }) => type))].map(
      (type) => `${type} is built by a plugin, which does not run here: its outputs are unknown here`,
    );
  }

  private lookupNotes(): readonly LogMessage[] {
    return [...this.session.unansweredLookups].sort().map((token) => ({
      severity: "warning",
      message: `${token} can be answered by a provider alone: its result is unknown here`,
    }));
  }
}

/** The SDK tells how a value is set for Pulumi; here it can be given for one run. */
function missingConfig(text: string): readonly string[] {
  const keys = [...text.matchAll(/Missing required configuration variable '([^']+)'/g)].map(([, key]) => key);
  return [...new Set(keys)].map((key) => `for this run alone, pass --config ${key}=VALUE`);
}
