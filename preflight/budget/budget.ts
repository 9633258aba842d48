import type { GraphResource } from "../graph";
import { readActivation } from "./activation";
import { databaseTerms } from "./aurora";
import { isDns, trafficTerms } from "./dns";
import { tableTerms } from "./dynamodb";
import { Inventory } from "./inventory";
import { bucketTerms } from "./s3";
import { type Budget, makeTerm, type Term, undetermined } from "./term";

export type { Budget, Objective, Term } from "./term";

function sum(terms: readonly Term[]): number | null {
  return terms.reduce<number | null>(
    (total, { seconds }) => (total === null || seconds === null ? null : total + seconds),
    0,
  );
}

function largest(terms: readonly Term[]): number | null {
  return terms.reduce<number | null>(
    (worst, { seconds }) => (worst === null || seconds === null ? null : Math.max(worst, seconds)),
    0,
  );
}

/**
 * Detection, one TTL, and what the standby has to do first. A promotion that begins by itself goes on while the TTL runs
 * out: the shorter of the two is shown and not counted.
 */
function recoveryTimeTerms(inventory: Inventory): readonly Term[] {
  const traffic = trafficTerms(inventory);
  const { promotion, isAutomatic, others } = readActivation(inventory);
  const dns = traffic.filter(isDns);
  const shorter = (sum(promotion) ?? 0) < (sum(dns) ?? Number.POSITIVE_INFINITY) ? promotion : dns;
  const isMeanwhile = (term: Term) => isAutomatic && promotion.length > 0 && shorter.includes(term);
  return [...traffic, ...promotion, ...others].map((term) => (isMeanwhile(term) ? meanwhile(term) : term));
}

function meanwhile(term: Term): Term {
  const basis = `${term.basis}; not counted: it goes on while something longer does`;
  return { ...term, counted: false, basis };
}

function recoveryPointTerms(inventory: Inventory): readonly Term[] {
  const terms = [...tableTerms(inventory), ...databaseTerms(inventory), ...bucketTerms(inventory)];
  if (terms.some(({ counted }) => counted)) return terms;
  const basis = "no table, database or bucket tagged Data=business-records is declared";
  return [...terms, makeTerm("rpo", undetermined, { name: "store of business records", basis })];
}

/**
 * The recovery objectives that a stack's declared resources allow, from the resources alone.
 *
 * RTO is a sum: detection, then one TTL, then what the standby has to do first, unless that begins by itself. RPO is a maximum: the
 * store that may lose most. A total is null as soon as one counted term has no number.
 */
export function budgetOf(resources: readonly GraphResource[]): Budget {
  const inventory = new Inventory(resources);
  const recoveryTime = recoveryTimeTerms(inventory);
  const recoveryPoint = recoveryPointTerms(inventory);
  return {
    rtoSeconds: sum(recoveryTime.filter(({ counted }) => counted)),
    rpoSeconds: largest(recoveryPoint.filter(({ counted }) => counted)),
    terms: [...recoveryTime, ...recoveryPoint],
  };
}
