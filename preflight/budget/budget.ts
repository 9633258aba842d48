import type { GraphResource } from "../graph";
import { activationTerms } from "./activation";
import { databaseTerms } from "./aurora";
import { trafficTerms } from "./dns";
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

function recoveryPointTerms(inventory: Inventory): readonly Term[] {
  const terms = [...tableTerms(inventory), ...databaseTerms(inventory), ...bucketTerms(inventory)];
  if (terms.some(({ counted }) => counted)) return terms;
  const basis = "no table, database or bucket tagged Data=business-records is declared";
  return [...terms, makeTerm("rpo", undetermined, { name: "store of business records", basis })];
}

/**
 * The recovery objectives that a stack's declared resources allow, from the resources alone.
 *
 * RTO is a sum, an upper bound: detection, then one TTL, then what the standby has to do first. RPO is a maximum: the
 * store that may lose most. A total is null as soon as one counted term has no number.
 */
export function budgetOf(resources: readonly GraphResource[]): Budget {
  const inventory = new Inventory(resources);
  const recoveryTime = [...trafficTerms(inventory), ...activationTerms(inventory)];
  const recoveryPoint = recoveryPointTerms(inventory);
  return {
    rtoSeconds: sum(recoveryTime.filter(({ counted }) => counted)),
    rpoSeconds: largest(recoveryPoint.filter(({ counted }) => counted)),
    terms: [...recoveryTime, ...recoveryPoint],
  };
}
