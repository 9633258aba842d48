import type { PlanArgs, SelectionArgs } from "@pulumi/aws/backup";
import { findArn } from "../../model/aws/arn";
import { Directory, Referrers } from "../../model/aws/references";
import { findRegion } from "../../model/aws/region";
import { findTag } from "../../model/aws/tags";
import { tokens } from "../../model/aws/tokens";
import { Block } from "../../model/graph/block";
import { path } from "../../model/graph/path";
import { known } from "../../model/graph/reading";
import type { Member, Plain, Stack } from "../../model/graph/stack";
import type { Term } from "./recovery-term";

type Plan = Member<Plain<PlanArgs>>;
type Selection = Member<Plain<SelectionArgs>>;

/** When a plan leaves its start window out: eight hours, in minutes. */
const usualStartWindow = 480;
/** To take a backup and to copy it: AWS states no time, so a generous one, in seconds. */
const jobAndCopy = 5400;
const day = 86_400;

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
  of(store: Member): Term | undefined {
    const plans = this.copying.filter((plan) => this.plans.of(plan).some((selection) => isSelected(store, selection)));
    return plans.flatMap((plan) => this.copyTerms(plan)).sort((one, other) => one.seconds - other.seconds)[0];
  }

  private copyTerms(plan: Plan): readonly Term[] {
    return new Block([], () => plan.props).children("rule").flatMap((rule) => {
      const leaves = rule.children("copyAction").some((action) => this.leavesRegion(plan, action));
      const window = Number(rule.read("startWindow") ?? usualStartWindow) * 60;
      const schedule = rule.read("schedule");
      const at = path(...rule.way, "schedule");
      return leaves
        ? [
            {
              name: "a backup's copy",
              seconds: periodOf(schedule) + window + jobAndCopy,
              urn: plan.urn,
              at,
              got: schedule,
            },
          ]
        : [];
    });
  }

  private leavesRegion(plan: Plan, action: Block): boolean {
    const home = known(() => findRegion(plan));
    const region = findArn(String(known(() => action.read("destinationVaultArn"))))?.region;
    const sources = plan.sourcesOf("rules").flatMap(({ urn }) => this.vaults.get(urn) ?? []);
    return (region === undefined ? sources : [region]).some((other) => other !== home);
  }
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

const units: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day };

/** The longest time between two runs of `rate(...)` or of a cron that names hours; otherwise that of a month. */
function periodOf(schedule: unknown): number {
  const text = String(schedule).trim();
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(text);
  if (rate !== null) {
    return Number(rate[1]) * (units[String(rate[2])] ?? day);
  }
  const fields = String(/^cron\((.+)\)$/.exec(text)?.[1]);
  const [, hours, ...days] = fields.trim().split(/\s+/);
  if (days.length !== 4 || days.some((field) => !["*", "?"].includes(field))) {
    return 31 * day;
  }
  const every = /^(?:\*|0)\/(\d+)$/.exec(String(hours))?.[1];
  if (every !== undefined) {
    return Number(every) * 3600;
  }
  return hours === "*" ? 3600 : day;
}
