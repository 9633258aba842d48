import { basename, join, resolve } from "node:path";
import type { GraphResource } from "../../../preflight/graph";
import { isObject } from "../../../preflight/wire";
import { type DeclaredStack, regionOf } from "../stacks";
import { type Mention, mentionsOf, regionsTold } from "./mentions";
import { type Kind, operationOf } from "./operations";
import { isOtherwise } from "./otherwise";
import { type Clients, sdkCallsOf } from "./sdk-calls";
import type { Named } from "./stack-resources";

/** What a function asks AWS for: of code and stack together. */
export interface Asked {
  readonly wanted: readonly Wanted[];
  /** Calls of which nobody can tell what they work on, one sentence each. */
  readonly unclear: readonly string[];
}

export interface Wanted {
  readonly action: string;
  /** Absent where AWS lets nobody scope the action. */
  readonly target?: Named;
  readonly key?: "read" | "write";
  /** Where it comes from. */
  readonly because: string;
}

const sources = resolve(__dirname, "../../../infra/lib/lambda");

/** Each call in the code of a function, with each resource that it may be about. */
export function wantedBy(stack: DeclaredStack, code: GraphResource, named: readonly Named[]): Asked {
  const folder = folderOf(code);
  const { calls, clients } = sdkCallsOf(join(sources, folder, "handler.ts"));
  const mentions = mentionsOf(stack, code);
  const unclear: string[] = [];
  const wanted = calls.flatMap(({ service, operation, file }): readonly Wanted[] => {
    const { action, on, key } = operationOf(service, operation);
    const because = `${operation} in ${basename(file)}`;
    if (on.length === 0) {
      return [{ action, because }];
    }
    const regions = regionsOf(stack, code, clients.get(service));
    return on.flatMap((kind) => {
      const meant = mentions.filter(({ at }) => !isOtherwise({ code, operation, at }));
      const targets = meant.flatMap((mention) => targetsOf(kind, mention, regions, named));
      if (targets.length === 0 && meant.length === mentions.length && !isOtherwise({ code, operation, at: "*" })) {
        unclear.push(`${because} works on a ${kind}, and no setting names one`);
      }
      return targets.map((target) => ({ action, target, because, ...(key === undefined ? {} : { key }) }));
    });
  });
  return { wanted: [...new Map(wanted.map((one) => [`${one.action} ${one.target?.arn}`, one])).values()], unclear };
}

/** Where its clients of one service are. */
function regionsOf(stack: DeclaredStack, code: GraphResource, clients: Clients | undefined): readonly string[] {
  const { here, elsewhere } = clients ?? { here: true, elsewhere: false };
  return [...(here ? [regionOf(stack, code)] : []), ...(elsewhere ? regionsTold(code) : [])];
}

function targetsOf(
  kind: Kind,
  mention: Mention,
  regions: readonly string[],
  named: readonly Named[],
): readonly Named[] {
  const places = mention.region === undefined ? regions : [mention.region];
  const found = named.filter((one) => one.kind === kind && isMeant(one, mention.name));
  return kind === "global cluster" ? found : found.filter(({ region }) => places.includes(region));
}

/** An instance is known by its cluster: its members are asked of RDS. */
function isMeant({ kind, name, cluster }: Named, text: string): boolean {
  return kind === "instance" ? cluster === text : name === text;
}

/** The folder in `lib/lambda` that a function was built of. */
function folderOf({ inputs }: GraphResource): string {
  const path = isObject(inputs.code) ? inputs.code.path : undefined;
  if (typeof path !== "string") {
    throw new Error(`The code of ${JSON.stringify(inputs.name)} is no archive of this project.`);
  }
  return basename(path);
}

export function nameOf({ inputs, name }: GraphResource): string {
  return typeof inputs.name === "string" ? inputs.name : name;
}
