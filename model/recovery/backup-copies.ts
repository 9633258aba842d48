import type { PlanArgs } from "@pulumi/aws/backup";
import { findArn } from "../aws/arn";
import { Directory } from "../aws/references";
import { findRegion, knownRegion } from "../aws/region";
import { longestGap } from "../aws/schedule";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { unknowable } from "../graph/interruption";
import { path } from "../graph/path";
import { attempt, known } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { isUnknownValue } from "../graph/unknown";
import { SelectedStores } from "./backup-selections";
import type { Copied, Copy } from "./copied";
import { copySettings } from "./copy-times";
import { estimatedBy } from "./estimated";
import { backup, backupAndCopy, defaultBackupStartWindow, longestRecoveryWindowDays, measuredOr } from "./estimates";
import type { Restorable } from "./failures/restorable";
import type { Term } from "./term";

type Plan = Member<Plain<PlanArgs>>;

/** Backups that leave their region: what is left of a store that has no replica. */
export class BackupCopies {
  private readonly plans: Directory<Plain<PlanArgs>>;
  private readonly selected: SelectedStores;

  /** `copySeconds`: what a job and the copy of its backup take. */
  constructor(
    stack: Stack,
    private readonly copySeconds = backupAndCopy.seconds,
  ) {
    this.plans = new Directory(stack.of(tokens.backupPlan));
    this.selected = new SelectedStores(stack.of(tokens.backupSelection));
  }

  /** How old the newest copy elsewhere may be; undefined when none is made. */
  of(store: Member, service: string): Term | undefined {
    const copied = { service, holders: [store] };
    const terms = [...this.plansOf(store)].flatMap((plan) => this.copyTerms(plan, copied));
    return terms.sort((one, other) => one.seconds - other.seconds)[0];
  }

  /** To what a plan's backups bring a store back, wherever they are; undefined when none is made. */
  pointsOf(store: Member): Restorable | undefined {
    const points = [...this.plansOf(store)].flatMap((plan) =>
      new Block([], () => plan.props).children("rule").map(pointsOfRule),
    );
    const continuous = points.find(({ kind }) => kind === "point in time");
    const scheduled = points.flatMap((point) => (point.kind === "backups" ? [point] : []));
    return continuous ?? scheduled.sort((one, other) => one.periodSeconds - other.periodSeconds)[0] ?? points[0];
  }

  private plansOf(store: Member): ReadonlySet<Plan> {
    const selections = this.selected.by(store);
    return new Set(
      selections.flatMap((selection) => this.plans.find(selection, "planId", () => selection.props.planId).members),
    );
  }

  private copyTerms(plan: Plan, copied: Copied): readonly Term[] {
    return new Block([], () => plan.props).children("rule").flatMap((rule) => {
      const leaves = rule.children("copyAction").some((action) => this.leavesRegion(plan, action));
      const window = windowOf(rule.read("startWindow"));
      const schedule = rule.read("schedule");
      const at = path(...rule.way, "schedule");
      const gap = longestGap(String(schedule)) ?? Number.POSITIVE_INFINITY;
      const taken = this.copySeconds;
      const { basis: source, ...estimate } = estimatedBy(taken, backupAndCopy, copySettings.backups);
      const basis = `the longest time between two runs, ${window} seconds to start, ${taken} to take and copy: ${source}`;
      const seconds = gap + window + taken;
      const time = measuredOr(backup.jobAndCopy, taken, backupAndCopy);
      const copy: Copy = { kind: "backup", periodSeconds: gap, startWindowSeconds: window, time };
      const store = Number.isFinite(gap) ? { ...copied, copy } : copied;
      return leaves
        ? [
            {
              name: "a backup's copy",
              seconds,
              urn: plan.urn,
              at,
              got: schedule,
              basis,
              ...jobAndCopy(estimate),
              store,
            },
          ]
        : [];
    });
  }

  private leavesRegion(plan: Plan, action: Block): boolean {
    const home = findRegion(plan) ?? unknowable("region");
    return copyRegions(plan, action).some((other) => other !== home);
  }

  /** Every region that a plan copies backups to, as far as it is known. */
  regionsOf(plan: Plan): readonly string[] {
    const rules = known(() => new Block([], () => plan.props).children("rule")) ?? [];
    const actions = rules.flatMap((rule) => known(() => rule.children("copyAction")) ?? []);
    return [...new Set(actions.flatMap((action) => this.destinations(plan, action)))];
  }

  private destinations(plan: Plan, action: Block): readonly string[] {
    return known(() => copyRegions(plan, action)) ?? [];
  }
}

/**
 * The region of the vault that a copy goes to; nothing where it names none. While its ARN is not known: the regions of the
 * vaults that the plan refers to. Throws what hides it where it refers to none, or where the region of one is not known and no
 * other is away.
 */
export function copyRegions(plan: Plan, action: Block): readonly string[] {
  const arn = attempt(() => action.read("destinationVaultArn"));
  if (!isUnknownValue(arn)) {
    return typeof arn === "string" ? [findArn(arn)?.region ?? ""].filter((region) => region !== "") : [];
  }
  const vaults = plan.sourcesOf("rules").filter(({ type }) => tokens.backupVault.has(type));
  if (vaults.length === 0) {
    throw arn;
  }
  const regions = vaults.flatMap((vault) => knownRegion(vault) ?? []);
  const isOneHidden = regions.length < vaults.length;
  return isOneHidden && regions.every((region) => region === knownRegion(plan)) ? unknowable("region") : regions;
}

/** The job and its copy are one part of the term. */
function jobAndCopy({ estimate }: Pick<Term, "estimate">): Pick<Term, "estimate"> {
  return estimate === undefined ? {} : { estimate: { ...estimate, what: "a backup's job and copy" } };
}

function pointsOfRule(rule: Block): Restorable {
  if (rule.read("enableContinuousBackup") === true) {
    const days = rule.child("lifecycle").read("deleteAfter") ?? longestRecoveryWindowDays;
    return { kind: "point in time", days: Number(days) };
  }
  const periodSeconds = longestGap(String(rule.read("schedule")));
  return periodSeconds === undefined
    ? { kind: "untold" }
    : { kind: "backups", periodSeconds, startWindowSeconds: windowOf(rule.read("startWindow")) };
}

/** A plan counts in minutes. */
function windowOf(minutes: unknown): number {
  return minutes === undefined || minutes === null ? defaultBackupStartWindow.seconds : Number(minutes) * 60;
}
