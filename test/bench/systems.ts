import { join } from "node:path";
import type { GraphResource } from "../../preflight/graph";
import { recordProgram } from "../../preflight/monitor/record";
import { repository } from "../engine/harness/cli";

const systems = ["trading", "payments", "transactions", "healthcare", "fleet"] as const;

/** Stands in every physical name of the recorded systems, where a copy's own word comes. */
const placeholder = "zqxj";
const domain = "example.com";

/**
 * Our five systems, recorded once, as many copies of them as are wanted: the same graph each time. A copy has names,
 * a domain and URNs of its own, so that whatever refers to something refers to something in the same copy.
 */
export class Systems {
  private constructor(private readonly recorded: readonly string[]) {}

  static async record(stacks: readonly string[] = systems): Promise<Systems> {
    const programDirectory = join(repository, "infra");
    const recorded: string[] = [];
    for (const stack of stacks) {
      process.stderr.write(`recording ${stack} ...\n`);
      const recording = await recordProgram({ programDirectory, stack, config: { environmentSuffix: placeholder } });
      recorded.push(JSON.stringify(recording.resources));
    }
    return new Systems(recorded);
  }

  /** Systems in turn, until there are so many resources; the last one is whole, too. */
  graph(atLeast: number): readonly GraphResource[] {
    const resources: GraphResource[] = [];
    for (let index = 0; resources.length < atLeast; index += 1) resources.push(...this.copy(index));
    return resources;
  }

  copy(index: number): readonly GraphResource[] {
    const word = `c${index.toString(36).padStart(3, "0")}`;
    const recorded = this.recorded[index % this.recorded.length] ?? "[]";
    const renamed = recorded
      .replaceAll(placeholder, word)
      .replaceAll(domain, `${word}.${domain}`)
      .replaceAll(/"urn:pulumi:[^:"]*::([^"]*)"/g, `"urn:pulumi:bench::$1-${word}"`);
    return JSON.parse(renamed) as GraphResource[];
  }
}
