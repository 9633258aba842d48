import type * as pulumi from "@pulumi/pulumi";
import type { ByRole, Region } from "../../regions/pair";
import { Guard } from "./guard";
import type { Network } from "./network";
import { NetworkPassage } from "./network-passage";
import { Passage } from "./passage";
import { ServiceEndpoints } from "./service-endpoints";

/** Where PostgreSQL answers. */
export const databasePort = 5432;

export interface DatabaseAccessArgs {
  readonly region: Region;
  readonly network: Network;
  /** Who asks the database: `instance`, `function`. */
  readonly client: string;
  readonly guards: Readonly<
    Record<"client" | "database" | "endpoint", { readonly name: string; readonly description: string }>
  >;
  /** AWS services that the clients, who have no way out of their network, ask for. */
  readonly services: readonly string[];
  /** The endpoints' `Name` tag. */
  readonly endpointName: string;
}

export interface DatabaseAccess {
  readonly clientGuard: Guard;
  readonly databaseGuard: Guard;
  readonly endpointGuard: Guard;
  /** What the clients' ways are made of: who calls one of them waits for these. */
  readonly ways: readonly pulumi.Resource[];
}

/** Lets the clients of a region to its database and to AWS services, and nobody else. */
export function databaseAccess(args: DatabaseAccessArgs): DatabaseAccess {
  const { region, network, client, guards, services, endpointName } = args;
  const { role } = region;
  const guard = (what: string, { name: guardName, description }: DatabaseAccessArgs["guards"]["client"]) =>
    new Guard(`${what}-guard-${role}`, { region, network, guardName, description });
  const clientGuard = guard(client, guards.client);
  const databaseGuard = guard("database", guards.database);
  const endpointGuard = guard("endpoint", guards.endpoint);

  const toDatabase = new Passage(`${client}s-to-database-${role}`, {
    from: clientGuard,
    to: databaseGuard,
    port: databasePort,
    description: `${capital(client)}s to the database of their region`,
  });
  const toEndpoints = new Passage(`${client}s-to-endpoints-${role}`, {
    from: clientGuard,
    to: endpointGuard,
    port: 443,
    description: `${capital(client)}s to AWS services`,
  });
  const endpoints = new ServiceEndpoints(`endpoints-${role}`, {
    region,
    network,
    endpointName,
    guard: endpointGuard,
    services,
  });
  return { clientGuard, databaseGuard, endpointGuard, ways: [toDatabase, toEndpoints, endpoints] };
}

interface Side {
  readonly region: Region;
  readonly network: Network;
  readonly clientGuard: Guard;
  readonly databaseGuard: Guard;
}

/** The writer is in one region: the clients of the other one reach it through the peering. */
export function databaseAccessAcross(client: string, sides: ByRole<Side>): readonly pulumi.Resource[] {
  const between = [
    [sides.primary, sides.secondary],
    [sides.secondary, sides.primary],
  ] as const;
  return between.flatMap(([here, peer]) => {
    const { role } = here.region;
    const out = new NetworkPassage(`${client}s-to-peer-database-${role}`, {
      guard: here.clientGuard,
      direction: "out",
      network: peer.network,
      port: databasePort,
      description: `${capital(client)}s to the database of the other region`,
    });
    const into = new NetworkPassage(`database-from-peer-${client}s-${role}`, {
      guard: here.databaseGuard,
      direction: "in",
      network: peer.network,
      port: databasePort,
      description: `${capital(client)}s of the other region to the database`,
    });
    return [out, into];
  });
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
