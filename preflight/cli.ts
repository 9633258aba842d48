import { stripVTControlCharacters } from "node:util";
import { Argument, Command, CommanderError, Help, InvalidArgumentError, Option } from "commander";
import { scenarioNames } from "../model/recovery/failures/scenario-names";
import { applyOptionsFile } from "./commands/options-file";
import { nodeOptionsHint } from "./monitor/start-error";
import { tooManyFiles } from "./open-files";
import { PreflightError } from "./problem";
import { printable, printableLines } from "./report/printable";
import { readVersion } from "./version";

const CANNOT_JUDGE = 2;

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

function parseConfig(value: string, previous: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const at = value.indexOf("=");
  if (at < 1) {
    throw new InvalidArgumentError("expected key=value.");
  }
  return { ...previous, [value.slice(0, at)]: value.slice(at + 1) };
}

function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (!Number.isInteger(seconds) || seconds < 1) {
    throw new InvalidArgumentError("expected a whole number of seconds, at least 1.");
  }
  return seconds;
}

function parseCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > 100_000) {
    throw new InvalidArgumentError("expected a whole number from 1 to 100000.");
  }
  return count;
}

const REPORT_FORMATS = ["text", "json", "markdown", "html", "sarif", "compact", "github", "junit"];
const PLAIN_FORMATS = ["text", "json"];

function addOutputOptions(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(formatOption(formats))
    .option("--out <file>", "write the report to a file instead of standard output")
    .addOption(timeLimit());
}

/** Words to complete; what is wrong is said by whoever reads them. */
function failOn(): Option {
  const option = new Option("--fail-on <what>", "what fails besides what is mandatory; may be repeated")
    .argParser(collect)
    .default([], "mandatory violations");
  option.argChoices = ["new", "advisory", "critical", "high", "medium", "low", "undetermined", "not-judged"];
  return option;
}

function severity(): Option {
  const option = new Option("--severity <name>", "only findings that are at least as severe");
  option.argChoices = ["critical", "high", "medium", "low"];
  return option;
}

/** Names its choices for completion; what is wrong is said by the drill. */
function failure(): Option {
  const listed = `${scenarioNames.slice(0, -1).join(", ")} or ${scenarioNames.at(-1)}`;
  const option = new Option("--fail <what>", `${listed} (default: region, and a table of all of them)`);
  option.argChoices = [...scenarioNames];
  return option;
}

/** Names its choices for completion; what is wrong is said by the drill. */
function experiment(): Option {
  const option = new Option(
    "--experiment [form]",
    "in place of a report: AWS FIS experiment templates for what can be made real, as json or as pulumi (a program)",
  ).preset("json");
  option.argChoices = ["json", "pulumi"];
  return option;
}

/** The same, for the script that a shell reads. */
function shell(): Argument {
  const argument = new Argument("<shell>", "whose script it is");
  argument.argChoices = ["bash", "zsh", "fish"];
  return argument;
}

function timeLimit(): Option {
  return new Option(
    "--time-limit <seconds>",
    "time limit of each phase: the program, the pack, a verdict or a drill, a report",
  )
    .argParser(parseSeconds)
    .default(120);
}

/** Names its choices for completion; what is wrong is said by whoever knows the formats. */
function formatOption(formats: readonly string[]): Option {
  const option = new Option("--format <name>", "form of the report").default("text");
  option.argChoices = [...formats];
  return option;
}

function addProgramOptions(command: Command): Command {
  return command
    .option("--stack <name>", "stack to run; may be repeated; all stacks when left out", collect, [])
    .option("--all", "every stack that has a Pulumi.<stack>.yaml", false)
    .option("--program <directory>", "directory of a Pulumi nodejs program (default: the nearest project)")
    .option("--config <key=value>", "config for this run only; may be repeated", parseConfig, {});
}

function addPackDirectory(command: Command): Command {
  return command.option("--policy-pack <directory>", "directory of a policy pack (default: this package's own)");
}

function addPackOptions(command: Command): Command {
  return addProfile(addPackDirectory(command));
}

function addProfile(command: Command): Command {
  return command.option(
    "--profile <name|file>",
    "settings for the pack's policies (default: the baseline for any team)",
  );
}

/** For the commands that judge. */
function addReportOptions(command: Command): Command {
  const page = new Option("--html [file]", "write the HTML report too, beside the report of --format");
  return addOutputOptions(command, REPORT_FORMATS)
    .addOption(page.preset("dr-report.html"))
    .option("--write <format=file>", "write one more report; may be repeated", collect, [])
    .option("--against <file>", "compare with an earlier report of --format json: what is new, fixed and unchanged")
    .option("--write-known <file>", "record what is found today as known; exits with 0")
    .option("--known <file>", "what --write-known recorded: only what is new decides the exit status")
    .addOption(failOn())
    .option("--policy <glob>", "only findings of policies that match; may be repeated", collect, [])
    .addOption(severity())
    .option("--quiet", "print only what decides the exit status", false);
}

const help = new Help();

/** A default that is empty or false is not worth a word. */
function optionDescription(option: Option): string {
  const { defaultValue: value, defaultValueDescription: words } = option;
  const isEmpty = value === false || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
  return isEmpty && words === undefined
    ? help.optionDescription(Object.assign(Object.create(option), { defaultValue: undefined }))
    : help.optionDescription(option);
}

/** Each command loads its own modules: `--help` needs none of them. */
function makeCommand(done: (status: number) => void): Command {
  const root = new Command("dr-guardrails")
    .description("Says, without an AWS account, whether a Pulumi program would survive the loss of a region.")
    .version(readVersion())
    .exitOverride()
    .configureHelp({ optionDescription })
    .configureOutput({ outputError: () => undefined });
  root.hook("preAction", (_root, command) => applyOptionsFile(command, process.cwd()));
  addReportOptions(addPackOptions(addProgramOptions(root.command("check"))))
    .description("run a program for one or more stacks and judge what it declares")
    .option("--watch", "judge again whenever a file of the program, the pack or the profile changes", false)
    .option("--export <file>", "write the recorded stack in the format of pulumi stack export, secrets redacted")
    .action(async (options) => {
      const { check, watchAndCheck }: typeof import("./commands/check") = require("./commands/check");
      done(await (options.watch ? watchAndCheck(options, explain) : check(options)));
    });
  addReportOptions(addPackOptions(root.command("analyze [files...]")))
    .description(
      "judge files written by pulumi stack export or pulumi preview --json; patterns and directories too, - for standard input",
    )
    .option("--file <file>", "a file, as above; may be repeated", collect, [])
    .action(async (files, options) => {
      const { analyze }: typeof import("./commands/analyze") = require("./commands/analyze");
      done(await analyze(files, options));
    });
  addOutputOptions(addProfile(addProgramOptions(root.command("budget"))), PLAIN_FORMATS)
    .description("show RTO and RPO as computed from the declared resources, term by term")
    .action(async (options) => {
      const { budget }: typeof import("./commands/budget") = require("./commands/budget");
      done(await budget(options));
    });
  addOutputOptions(addProfile(addProgramOptions(root.command("drill"))), PLAIN_FORMATS)
    .description("simulate a failure of the declared resources: who is served when, what is missing, who is notified")
    .addOption(failure())
    .option("--runs <number>", "how many simulated runs", parseCount, 200)
    .option("--seed <number>", "the same seed gives the same report", parseCount, 1)
    .option("--writes <number>", "writes a second to each store", parseCount, 100)
    .option("--json", "the same as --format json", false)
    .addOption(experiment())
    .option("--export <file>", "an export of the stack, in place of its program")
    .action(async (options) => {
      const { drill }: typeof import("./commands/drill") = require("./commands/drill");
      done(await drill(options));
    });
  addProfile(addProgramOptions(root.command("runbook")))
    .description("write the runbook of a stack, filled in with its names: to be printed and kept offline")
    .option("--export <file>", "an export of the stack, in place of its program")
    .option("--out <file>", "write it to a file instead of standard output")
    .addOption(timeLimit())
    .action(async (options) => {
      const { runbook }: typeof import("./commands/runbook") = require("./commands/runbook");
      done(await runbook(options));
    });
  addPackDirectory(root.command("explain [policy]"))
    .description(
      "show what a policy requires, why, how to fix it, and a program that fails and passes; without a name, list all",
    )
    .addOption(timeLimit())
    .action(async (policy, options) => {
      const { explain: explainPolicy }: typeof import("./commands/explain") = require("./commands/explain");
      done(await explainPolicy(policy, options));
    });
  addPackDirectory(root.command("exempt <policy> <urn>"))
    .description(
      "add an exemption to a profile: a finding, a reason, an owner and a last day; * in the URN matches anything",
    )
    .requiredOption("--profile <file>", "the profile to write into")
    .requiredOption("--reason <text>", "why it may stay")
    .requiredOption("--owner <name>", "who answers for it")
    .requiredOption("--expires <date>", "its last day, such as 2027-03-31")
    .option("--path <path>", "only findings at this property path or below")
    .addOption(timeLimit())
    .action(async (policy, urn, options) => {
      const { exempt }: typeof import("./commands/exempt") = require("./commands/exempt");
      done(await exempt(policy, urn, options));
    });
  const print = root
    .command("profile")
    .description("profiles: levels and settings of policies for a system")
    .command("print <name|file>");
  addPackDirectory(addProgramOptions(print))
    .description("print a profile, by name or file, as the flat file that --policy-pack-config takes")
    .option(
      "--pulumi-exceptions",
      "write its exemptions as exceptions of Pulumi's own (3.271 and later), for the stacks that are named",
      false,
    )
    .option("--out <file>", "write it to a file instead of standard output")
    .addOption(timeLimit())
    .action(async (profile, options) => {
      const { printProfile }: typeof import("./commands/profile") = require("./commands/profile");
      done(await printProfile(profile, options));
    });
  root
    .command("init [directory]")
    .description("make a small project with a profile and a pipeline that judges it; overwrites nothing")
    .option("--name <name>", "the project's name (default: the directory's)")
    .option("--here", "add profile, options and pipeline to a project that exists", false)
    .action((directory, options) => {
      const { init }: typeof import("./commands/init") = require("./commands/init");
      done(init(directory, options));
    });
  root
    .command("complete")
    .description("print the script that makes a shell complete the words of this command, also behind npx")
    .addArgument(shell())
    .action((name) => {
      const { printScript }: typeof import("./commands/complete") = require("./commands/complete");
      done(printScript(name));
    });
  root.addHelpText(
    "after",
    "\nExit status: 0 nothing mandatory is broken, 1 something is, 2 the command could not judge.",
  );
  return root;
}

/** One line for people, then the other program's own words in full. */
function explain(error: unknown): string {
  const message = isWithoutFolder(error) ? NO_FOLDER : messageOf(error);
  const detail = error instanceof PreflightError ? error.detail : "";
  const line = printable(message.replace(/^error: /, "").replaceAll("\n", " "));
  const lines = detail === "" ? [] : printableLines(stripVTControlCharacters(detail));
  return [`dr-guardrails: ${line}`, ...lines, ""].join("\n");
}

/** What nobody expected may come of how Node was told to behave. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const isExpected = error instanceof PreflightError || error instanceof CommanderError;
  return isExpected ? message : (tooManyFiles(error) ?? `${message}${nodeOptionsHint(process.env)}`);
}

const NO_FOLDER = "the working directory is not there any more, expected one that is; change to it and start again";

function isWithoutFolder(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).syscall === "uv_cwd";
}

/** A reader that has seen enough (`| head`) is no error; a full disk is. */
function listenToOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      process.stderr.write(explain(new PreflightError(`standard output cannot be written: ${error.message}`)));
      process.exit(CANNOT_JUDGE);
    }
  });
}

/** Runs one command, given as the words behind the program's name. Resolves to the exit status. */
export async function run(words: readonly string[]): Promise<number> {
  let status = 0;
  try {
    const root = makeCommand((ended) => {
      status = ended;
    });
    if (words[0] === "complete" && words[1] === "--") {
      const { answer }: typeof import("./commands/complete") = require("./commands/complete");
      return answer(root, words.slice(2));
    }
    await root.parseAsync(words, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      return 0;
    }
    if (!(error instanceof CommanderError && error.code === "commander.help")) {
      process.stderr.write(explain(error));
    }
    return CANNOT_JUDGE;
  }
}

/** What nobody expected is no verdict: Node by itself would end with 1, and print what a log may act on. */
function listenToFaults(): void {
  process.on("uncaughtException", (error) => {
    process.stderr.write(
      explain(
        new PreflightError(
          `a fault of this command ended it${nodeOptionsHint(process.env)}`,
          String(error.stack ?? error),
        ),
      ),
    );
    process.exit(CANNOT_JUDGE);
  });
}

/** Runs the command that this process was started for. */
export async function main(): Promise<void> {
  listenToFaults();
  listenToOutput();
  process.exitCode = await run(process.argv.slice(2));
}
