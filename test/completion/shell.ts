import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

/** A shell as somebody has it, who has added what the documents say to its start. */
export interface Shell {
  readonly name: string;
  /** Starts it, from the project's folder. */
  readonly command: string;
  /** The file of its user's home that it reads at its start, and what is in it. */
  readonly start: readonly [string, string];
}

const PROMPT = "ready>";

const bash = (name: string, more: string): Shell => ({
  name,
  command: 'bash --noprofile --rcfile "$HOME/.bashrc" -i',
  start: [".bashrc", `${more}PS1='${PROMPT}'\nsource <(npx dr-guardrails complete bash)\n`],
});

const zsh = (name: string, more: string): Shell => ({
  name,
  command: "zsh -i",
  start: [".zshrc", `${more}PS1='${PROMPT}'\nunsetopt prompt_sp\nsource <(npx dr-guardrails complete zsh)\n`],
});

export const SHELLS: readonly Shell[] = [
  bash("bash without bash-completion", ""),
  bash("bash with bash-completion", "source /usr/share/bash-completion/bash_completion\n"),
  zsh("zsh as it comes", ""),
  zsh("zsh with its completion", "autoload -Uz compinit && compinit -u\n"),
  {
    name: "fish",
    command: "fish -i",
    start: [
      ".config/fish/config.fish",
      `function fish_prompt; echo -n '${PROMPT}'; end\nset -g fish_greeting\nnpx dr-guardrails complete fish | source\n`,
    ],
  },
];

/** A shell at a terminal. What it shows is waited for, and nothing is timed. */
export class Terminal {
  private readonly child;
  private readonly ended: Promise<void>;
  private seen = "";
  private isOver = false;
  private told: () => void = () => undefined;

  constructor(
    private readonly shell: Shell,
    directory: string,
    home: string,
  ) {
    // The lines must not wrap.
    this.child = spawn("script", ["-qec", `stty cols 900; exec ${shell.command}`, "/dev/null"], {
      cwd: directory,
      env: { PATH: process.env.PATH, HOME: home, ZDOTDIR: home, TERM: "xterm", LANG: "C.UTF-8" },
    });
    this.ended = new Promise((done) => this.child.once("close", () => done()));
    this.ended.then(() => {
      this.isOver = true;
      this.told();
    });
    this.child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.seen += text;
      this.told();
    });
  }

  /** Types a line and presses Tab; resolves to the words that are on the line then. */
  async complete(line: string): Promise<readonly string[]> {
    await this.waitFor(PROMPT);
    this.seen = "";
    // The keys behind the Tab wait until the shell has completed: they print the words, one a line, and take them away.
    this.child.stdin.write(`${line}\t\x01printf '<%s>\\n' \x05 'e'nd\r`);
    const words = await this.waitFor("<end>");
    this.seen = this.seen.slice(this.seen.indexOf("<end>"));
    return [...words.matchAll(/^<(.*)>\r?$/gm)].map(([, word = ""]) => word).slice(0, -1);
  }

  async leave(): Promise<void> {
    await this.waitFor(PROMPT);
    this.child.stdin.end("exit\r");
    await this.ended;
  }

  private async waitFor(text: string): Promise<string> {
    for (;;) {
      const shown = stripVTControlCharacters(this.seen);
      if (shown.includes(text)) return shown;
      if (this.isOver) throw new Error(`${this.shell.name} ended without ${text}:\n${shown}`);
      await new Promise<void>((told) => {
        this.told = told;
      });
    }
  }
}
