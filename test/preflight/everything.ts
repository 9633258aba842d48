import { join } from "node:path";
import { judge } from "../../preflight/analyzer/judge";
import type { PolicyPack } from "../../preflight/analyzer/pack";
import { readProfile } from "../../preflight/analyzer/profile";
import { makeVerdict } from "../../preflight/commands/verdict";
import { drillStack } from "../../preflight/drill/drill";
import { findDrillFormat } from "../../preflight/drill/format";
import type { Recording } from "../../preflight/graph";
import { budgetOf } from "../../preflight/recovery/budget";
import { failureTable } from "../../preflight/recovery/failures";
import { recoverySettings } from "../../preflight/recovery/settings";
import { Redactor } from "../../preflight/redact";
import { findFormat, formatNames } from "../../preflight/report";
import { formatBudgets } from "../../preflight/report/budget";
import type { Report } from "../../preflight/report/format";
import { blind } from "../../preflight/secrets";
import { exportState } from "../../preflight/state/export";
import type { Verdict } from "../../preflight/verdict";

const profiles = join(__dirname, "../../policy-pack/profiles");

export function identityOf({ project, stack, organization }: Pick<Recording, "project" | "stack" | "organization">) {
  return { project, stack, organization, dryRun: true, config: {}, configSecretKeys: [] };
}

export interface Everything {
  readonly verdict: Verdict;
  /** Every format of every command, and the export, by what it is. */
  readonly texts: ReadonlyMap<string, string>;
}

/** All that can be made of a stack. `profileName` is one of those that come with the pack. */
export async function everything(pack: PolicyPack, recording: Recording, profileName: string): Promise<Everything> {
  const { resources, outputs, stack } = recording;
  const profile = readProfile(join(profiles, `${profileName}.json`));
  const identity = identityOf(recording);
  const judgement = await judge({ pack, identity, resources, profile, profileName, deployed: false });
  const visible = blind(resources);
  const settings = recoverySettings(profile);
  const redactor = new Redactor(resources, outputs);
  const failures = failureTable(visible, settings, redactor) ?? [];
  const budget = { ...budgetOf(visible, settings), failures };
  const verdict = makeVerdict({ recording, judgement, budget, profile: profileName, seconds: 1 });
  const { policies, passes } = judgement;
  const report: Report = {
    heading: stack,
    stacks: [{ verdict, policies, passes, resources: visible, origin: "Pulumi.yaml" }],
    failures: [],
    isSummary: false,
  };
  const drilled = () => [
    redactor.all(drillStack(stack, visible, { scenario: "region", runs: 5, seed: 1, writesPerSecond: 1 })),
  ];
  const texts = new Map([
    ...formatNames.map((name): [string, string] => [name, [...findFormat(name)(report, { colour: false })].join("")]),
    ["export", JSON.stringify(exportState(recording))],
    ...["text", "json"].flatMap((name): [string, string][] => [
      [`budget ${name}`, formatBudgets([{ stack, ...budget }], name, true)],
      [`drill ${name}`, orError(() => findDrillFormat(name)(drilled(), true))],
    ]),
  ]);
  return { verdict, texts };
}

/** A stack that has nothing to fail over says so in an error. */
function orError(make: () => string): string {
  try {
    return make();
  } catch (error) {
    return String(error);
  }
}
