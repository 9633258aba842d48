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

/** Functions that promote a database without being asked, with their regions. */
export function promotersOf(stack: Stack): readonly { readonly name: string; readonly region: string }[] {
  return finish(readAutomaticDrivers(stack, gatherGlobalDatabases(stack).values)).flatMap((driver) => {
    const name = known(() => (driver.props as Readonly<Record<string, unknown>>).name);
    return tokens.function.has(driver.type) && typeof name === "string"
      ? [{ name: shellWord(name), region: regionOf(driver) }]
      : [];
  });
}
