import * as pulumi from "@pulumi/pulumi";
import { type Break, type BreakName, breaks, type Properties } from "./breaks";

/**
 * Breaks one thing in the program that is loaded after this call.
 * @throws Error at the program's end when it has nothing of the kind: a program that is as good as ever proves nothing
 */
export function applyBreak(name: BreakName): void {
  const { on, where, change }: Break = breaks[name];
  let changed = 0;
  pulumi.runtime.registerStackTransformation(({ type, name: resource, props, opts }) => {
    const given = props as Properties;
    if (!on.includes(type) || where?.(resource, given) === false) return undefined;
    changed += 1;
    const { props: other = given, options = opts } = change(given, opts);
    return { props: other, opts: options };
  });
  process.once("beforeExit", () => {
    if (changed === 0) throw new Error(`The break ${name} found nothing to change in this program.`);
  });
}
