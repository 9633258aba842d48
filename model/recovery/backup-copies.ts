import type { PlanArgs, SelectionArgs } from "@pulumi/aws/backup";
import { findArn } from "../aws/arn";
import { Directory, Referrers } from "../aws/references";
import { findRegion } from "../aws/region";
import { longestGap } from "../aws/schedule";
import { findTag } from "../aws/tags";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { unknowable } from "../graph/interruption";
import { path } from "../graph/path";
import { known } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import type { Copied, Copy } from "./copied";
import { backupAndCopy, defaultBackupStartWindow } from "./estimates";
import type { Term } from "./term";

type Plan = Member<Plain<PlanArgs>>;
type Selection = Member<Plain<SelectionArgs>>;

/** Backups that leave their region: what is left of a store that has no replica. */
export class BackupCopies {
  private readonly selections: readonly Selection[];
  private readonly plans: Referrers<Plain<SelectionArgs>, Plain<PlanArgs>>;
  private readonly copying: readonly Plan[];
  private readonly vaults: ReadonlyMap<string, string | undefined>;

  constructor(stack: Stack) {
    this.selections = stack.of(tokens.backupSelection);
    this.copying = stack.of(tokens.backupPlan);
    this.plans = new Referrers(this.selections, "planId", new Directory(this.copying));
    const vaults = stack.of(tokens.backupVault);
    this.vaults = new Map(vaults.map((vault) => [vault.urn, known(() => findRegion(vault))]));
  }

  /** How old the newest copy elsewhere may be; undefined when none is made. */
  of(store: Member, service: string): Term | undefined {
    const plans = this.copying.filter((plan) => this.plans.of(plan).some((selection) => isSelected(store, selection)));
    const copied = { service, holders: [store] };
    return plans.flatMap((plan) => this.copyTerms(plan, copied)).sort((one, other) => one.seconds - other.seconds)[0];
  }

  private copyTerms(plan: Plan, copied: Copied): readonly Term[] {
    return new Block([], () => plan.props).children("rule").flatMap((rule) => {
      const leaves = rule.children("copyAction").some((action) => this.leavesRegion(plan, action));
      const window = windowOf(rule.read("startWindow"));
      const schedule = rule.read("schedule");
      const at = path(...rule.way, "schedule");
      const gap = longestGap(String(schedule)) ?? Number.POSITIVE_INFINITY;
      const basis = `the longest time between two runs, ${window} seconds to start, ${backupAndCopy.seconds} to take and copy: ${backupAndCopy.source}`;
      const seconds = gap + window + backupAndCopy.seconds;
      const copy: Copy = { kind: "backup", periodSeconds: gap, startWindowSeconds: window };
      const store = Number.isFinite(gap) ? { ...copied, copy } : copied;
      return leaves ? [{ name: "a backup's copy", seconds, urn: plan.urn, at, got: schedule, basis, store }] : [];
    });
  }

  private leavesRegion(plan: Plan, action: Block): boolean {
    const home = findRegion(plan) ?? unknowable("region");
    const region = findArn(String(known(() => action.read("destinationVaultArn"))))?.region;
    const sources = plan.sourcesOf("rules").flatMap(({ urn }) => this.vaults.get(urn) ?? []);
    return (region === undefined ? sources : [region]).some((other) => other !== home);
  }
}

/** A plan counts in minutes. */
function windowOf(minutes: unknown): number {
  return minutes === undefined || minutes === null ? defaultBackupStartWindow.seconds : Number(minutes) * 60;
}

function isSelected(store: Member, selection: Selection): boolean {
  const texts = known(() => selection.props.resources) ?? [];
  const arns = Array.from({ length: texts.length }, (_, index) => known(() => texts[index]));
  const name = known(() => store.props.identifier ?? store.props.clusterIdentifier ?? store.props.name);
  const isNamed = (arn: string | undefined) => arn === "*" || (arn !== undefined && arn.split(/[:/]/).at(-1) === name);
  return (
    arns.some(isNamed) ||
    selection.sourcesOf("resources").some(({ urn }) => urn === store.urn) ||
    new Block([], () => selection.props).children("selectionTag").some((tag) => isTagged(store, tag))
  );
}

function isTagged(store: Member, tag: Block): boolean {
  const value = known(() => findTag(store, String(tag.read("key"))));
  return value !== undefined && value === known(() => tag.read("value"));
}
