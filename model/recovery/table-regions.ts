import type { GlobalTableArgs, TableArgs, TableReplicaArgs } from "@pulumi/aws/dynamodb";
import { Directory, Referrers } from "../aws/references";
import { findRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { Gathering } from "../graph/gathering";
import { stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";

export type Table = Member<Plain<TableArgs>>;

/** The replicas that a table declares itself. */
export function inlineReplicas(table: Table): readonly Block[] {
  return new Block([], () => ({ replicas: stated(table, "replicas") })).children("replica");
}

/** True when a write is acknowledged only after another region has it: such replicas need no stream and have no lag. */
export function isStrong(table: Table): boolean {
  return inlineReplicas(table).some((replica) => replica.read("consistencyMode") === "STRONG");
}

/** Where the tables of a stack are: at home, in replicas of theirs or of their own, or joined by name. */
export class TableRegions {
  readonly tables: readonly Table[];
  private readonly replicas: Referrers<Plain<TableReplicaArgs>, Plain<TableArgs>>;
  /** Global tables of the first version join tables of their own name. */
  private readonly globalTables: Directory<Plain<GlobalTableArgs>>;

  constructor(stack: Stack) {
    this.tables = stack.of(tokens.table);
    this.replicas = new Referrers(stack.of(tokens.tableReplica), "globalTableArn", new Directory(this.tables));
    this.globalTables = new Directory(stack.of(tokens.globalTable));
  }

  /** Every region that a table is in, and what hides a further one. Throws when the list of replicas is no list. */
  of(table: Table): Gathering<string> {
    const regions = new Gathering<string>();
    const add = (owner: Member<unknown>, read: () => unknown) =>
      regions.add(owner, () => {
        const region = read();
        return typeof region === "string" ? region : undefined;
      });
    const joined = this.globalTables.find(table, "name", () => table.props.name);
    add(table, () => findRegion(table));
    for (const replica of inlineReplicas(table)) {
      add(table, () => replica.read("regionName"));
    }
    for (const replica of this.replicas.of(table)) {
      add(replica, () => findRegion(replica));
    }
    for (const globalTable of joined.members) {
      for (const replica of new Block([], () => globalTable.props).children("replica")) {
        add(globalTable, () => replica.read("regionName"));
      }
    }
    regions.unknown.push(...this.replicas.unknown, ...(joined.unknown ? [joined.unknown] : []));
    return regions;
  }

  /** True when the table has replicas of its own or of theirs, which its stream has to feed. */
  feedsReplicas(table: Table): boolean {
    return inlineReplicas(table).length > 0 || this.replicas.of(table).length > 0;
  }
}
