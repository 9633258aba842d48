import { tokens } from "../../model/aws/tokens";
import { finish } from "../../model/graph/gathering";
import { known } from "../../model/graph/reading";
import type { Stack } from "../../model/graph/stack";
import { regionOf } from "../../model/recovery/crossings";
import { findSecondaries, gatherGlobalDatabases } from "../../model/recovery/databases";
import { readAutomaticDrivers } from "../../model/recovery/drivers";
import { shellWord } from "./words";

/** A global database, and what promotes its standby; words of a shell. */
export interface Promotion {
  readonly name: string;
  readonly region: string;
  readonly global: string;
  readonly cluster: string;
}

/** Each standby of a global database whose names are known. */
export function promotionsOf(stack: Stack): readonly Promotion[] {
  return gatherGlobalDatabases(stack).values.flatMap((database) =>
    (findSecondaries(database) ?? []).flatMap((cluster): readonly Promotion[] => {
      const global = known(() => database.global?.props.globalClusterIdentifier);
      const name = known(() => cluster.props.clusterIdentifier);
      const region = regionOf(cluster);
      return typeof global === "string" && typeof name === "string" && region !== ""
        ? [{ name, region, global: shellWord(global), cluster: shellWord(name) }]
        : [];
    }),
  );
}

/** A function that promotes a database without being asked; words of a shell. */
export interface Promoter {
  readonly name: string;
  readonly region: string;
  /** The parameter that switches it off, where the stack has one. */
  readonly offSwitch: string | undefined;
}

/** Functions that promote a database without being asked, with their regions. */
export function promotersOf(stack: Stack): readonly Promoter[] {
  const drivers = new Set(
    finish(readAutomaticDrivers(stack, gatherGlobalDatabases(stack).values)).map(({ urn }) => urn),
  );
  return stack
    .of(tokens.function)
    .filter(({ urn }) => drivers.has(urn))
    .flatMap((promoter) => {
      const name = known(() => promoter.props.name);
      const region = regionOf(promoter);
      const variables = known(() => promoter.props.environment?.variables) ?? {};
      return typeof name === "string"
        ? [{ name: shellWord(name), region, offSwitch: offSwitchOf(stack, region, variables) }]
        : [];
    });
}

/** A parameter of the same region that a variable names, and whose description offers `off`. */
function offSwitchOf(stack: Stack, region: string, variables: Readonly<Record<string, unknown>>): string | undefined {
  const values = Object.keys(variables).map((key) => known(() => variables[key]));
  const names = stack.of(tokens.parameter).flatMap((parameter) => {
    const name = known(() => parameter.props.name);
    const isSwitch = /\boff\b/.test(String(known(() => parameter.props.description)));
    return isSwitch && typeof name === "string" && regionOf(parameter) === region ? [name] : [];
  });
  const found = names.find((name) => values.includes(name));
  return found === undefined ? undefined : shellWord(found);
}
