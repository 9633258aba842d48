import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packPackage } from "../package/installed";
import { installTeam, MANAGERS } from "../package/managers";
import { type Finished, findNewestPulumi, findPulumi, offlineEnvironment, runToEnd } from "./harness/cli";
import { advisoryFindings, type EngineEvent, mandatoryFindings, parseEvents } from "./harness/events";
import { sortFindings } from "./harness/finding";

// What comes from a registry takes its time.
jest.setTimeout(600_000);

let place: string;
let tarball: string;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "dr-guardrails-team-"));
  tarball = packPackage(place);
});
afterAll(() => rmSync(place, { recursive: true }));

/** Pulumi in a project that has the packed file installed. */
class Team {
  private readonly home: string;

  constructor(
    private readonly directory: string,
    private readonly pulumi: string,
  ) {
    this.home = join(directory, ".home");
    mkdirSync(this.home);
  }

  run(...args: readonly string[]): Promise<Finished> {
    const env = offlineEnvironment(this.pulumi, this.home);
    return runToEnd(this.pulumi, [...args, "--non-interactive"], { cwd: this.directory, env });
  }

  async operate(...args: readonly string[]): Promise<Finished & { readonly events: readonly EngineEvent[] }> {
    const log = join(this.home, "events.json");
    const words = ["--stack", "prod", "--policy-pack", "node_modules/dr-guardrails", "--event-log", log];
    const finished = await this.run(...args, ...words);
    return { ...finished, events: parseEvents(readFileSync(log, "utf8")) };
  }

  check(format: string): Promise<Finished> {
    const command = join(this.directory, "node_modules", ".bin", "dr-guardrails");
    return runToEnd(command, ["check", "--format", format], { cwd: this.directory });
  }
}

/** How packages are laid out is one thing, which engine takes them another: the newest one takes one layout. */
const layouts = [
  ...MANAGERS.map(([name, manager]) => ["pinned", name, manager] as const),
  ...MANAGERS.slice(0, 1).map(([name, manager]) => ["newest", name, manager] as const),
];

test.each(layouts)(
  "the %s pulumi takes node_modules/dr-guardrails as %s lays it out, and finds what check finds",
  async (release, name, manager) => {
    const pulumi = release === "newest" ? findNewestPulumi() : findPulumi();
    const team = new Team(installTeam(place, tarball, `${release}-${name}`, manager), pulumi);
    expect(await team.run("stack", "init", "prod")).toMatchObject({ status: 0 });
    const { stdout } = await team.check("text");
    // What check says that gives the engine the same profile.
    const [, profile = ""] = /^The engine judges by the same with --policy-pack-config (.*)$/m.exec(stdout) ?? [];
    expect(profile).toBe("node_modules/dr-guardrails/policy-pack/profiles/org-baseline.json");
    const previewed = await team.operate("preview", "--policy-pack-config", profile);
    const { violations } = JSON.parse((await team.check("json")).stdout).stacks[0];
    const checked = (level: string) =>
      sortFindings(
        violations
          .filter((violation: { level: string }) => violation.level === level)
          .map(({ policy, urn, path }: { policy: string; urn: string; path: string }) => ({ policy, urn, path })),
      );
    expect(previewed.status).not.toBe(0);
    expect(mandatoryFindings(previewed.events)).toEqual(checked("mandatory"));
    expect(advisoryFindings(previewed.events)).toEqual(checked("advisory"));
    expect(checked("mandatory").length).toBeGreaterThan(0);

    const advice = join(place, "advice.json");
    writeFileSync(advice, '{ "all": "advisory" }');
    const updated = await team.operate("up", "--yes", "--skip-preview", "--policy-pack-config", advice);
    expect([updated.status, updated.stderr]).toEqual([0, expect.not.stringContaining("error:")]);
    expect(mandatoryFindings(updated.events)).toEqual([]);
  },
);
