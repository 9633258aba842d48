import * as pulumi from "@pulumi/pulumi";
import { type Break, type BreakName, breaks, type Properties } from "./breaks";

/** Breaks one thing in the program that is loaded after this call. */
export function applyBreak(name: BreakName): void {
  const { on, where, change }: Break = breaks[name];
  pulumi.runtime.registerStackTransformation(({ type, name: resource, props, opts }) => {
    const given = props as Properties;
    if (!on.includes(type) || where?.(resource, given) === false) return undefined;
    const { props: changed = given, options = opts } = change(given, opts);
    return { props: changed, opts: options };
  });
}
