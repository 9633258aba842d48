import { Block } from "./block";
import { stated } from "./reading";
import type { Member } from "./stack";

/**
 * A block of settings that the program states on a resource; empty when it leaves that to the provider. Found under its
 * name or, in old versions of the provider, under the plural of it.
 */
export function statedBlock(member: Member<unknown>, name: string): Block {
  const bag = member as Member<Readonly<Record<string, unknown>>>;
  const key = (stated(bag, name) ?? undefined) === undefined && stated(bag, `${name}s`) ? `${name}s` : name;
  return new Block([], () => ({ [key]: stated(bag, key) })).child(name);
}
