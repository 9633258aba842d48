import type { PolicyResource, PolicyResourceOptions } from "@pulumi/policy";
import { path } from "../../model/graph/path";
import type { Provider } from "../../model/graph/stack";
import type { ExampleResource } from "../../policy-pack/engine/example";
import type { Judgement } from "../../policy-pack/engine/judgement";
import type { Rule } from "../../policy-pack/engine/rule";
import { unknownCheckingProxy } from "../../policy-pack/engine/sdk";
import type { Subject } from "../../policy-pack/engine/subject";

/** One resource, as an example or a case states it. */
export interface GivenResource {
  readonly given: unknown;
  readonly type?: string;
  readonly opts?: Partial<PolicyResourceOptions>;
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly config?: object;
}

/** A stack, as an example or a case states it. */
export interface GivenStack {
  readonly given: readonly ExampleResource[];
  readonly config?: object;
}

/** What a rule said, in the words in which examples state it. */
export interface Heard {
  /** Paths of the findings, after the resource's name for a stack rule. */
  readonly fail: readonly string[];
  /** Paths of the unknown values, likewise. */
  readonly undetermined: readonly string[];
  readonly skip: boolean;
}

const plainOptions: PolicyResourceOptions = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  additionalSecretOutputs: [],
};

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::example::${type}::${name}`;
}

/** Shows an example to its rule through the SDK's own proxy, as the engine does. */
export function show(rule: Rule, example: GivenResource | GivenStack): Heard {
  const nameOf = (urn: string) => `${urn.split("::").at(-1)} `;
  return hear(judgementOn(rule, example), rule.kind === "resource" ? () => "" : nameOf);
}

/** All that a rule says of an example. */
export function judgementOn(rule: Rule, example: GivenResource | GivenStack): Judgement {
  const config = { ...example.config };
  return rule.kind === "resource"
    ? rule.judge(subjectOf(example, rule.on.list[0] ?? ""), config)
    : rule.judge(stackOf(example.given as readonly ExampleResource[]), config);
}

function hear({ findings, undetermined, skipped }: Judgement, prefix: (urn: string) => string): Heard {
  return {
    fail: findings.map(({ urn, at }) => prefix(urn) + at),
    undetermined: undetermined.map(({ urn, error }) => prefix(urn) + path(...error.props.map(toSegment))),
    skip: skipped !== undefined,
  };
}

function toSegment(key: string | symbol): string | number {
  return /^\d+$/.test(String(key)) ? Number(key) : String(key);
}

export function subjectOf(example: GivenResource, usualType: string): Subject {
  const type = example.type ?? usualType;
  return {
    type,
    name: "subject",
    urn: urnOf(type, "subject"),
    props: unknownCheckingProxy(example.given) as Subject["props"],
    opts: { ...plainOptions, ...example.opts },
    ...(example.provider ? { provider: providerOf(example.provider) } : {}),
  };
}

function providerOf(props: Readonly<Record<string, unknown>>): Provider {
  const type = "pulumi:providers:aws";
  return { type, name: "provider", urn: urnOf(type, "provider"), props: unknownCheckingProxy(props) };
}

/** The resources of a stack as the SDK hands them to a stack policy. */
export function stackOf(given: readonly ExampleResource[]): readonly PolicyResource[] {
  const resources = new Map(given.map((example) => [example.name, resourceOf(example)]));
  const named = (names: readonly string[] = []) => names.flatMap((name) => resources.get(name) ?? []);
  for (const { name, context } of given) {
    const sources = Object.entries(context.sources ?? {}).map(([property, names]) => [property, named(names)] as const);
    const parent = named(context.parent === undefined ? [] : [context.parent])[0];
    Object.assign(resources.get(name) ?? {}, {
      propertyDependencies: Object.fromEntries(sources),
      dependencies: [...new Set([...sources.flatMap(([, found]) => found), ...named(context.dependsOn)])],
      ...(parent ? { parent } : {}),
    });
  }
  return [...resources.values()];
}

function resourceOf({ type, name, props, context }: ExampleResource): PolicyResource {
  return {
    type,
    name,
    urn: urnOf(type, name),
    props: unknownCheckingProxy(props) as Record<string, unknown>,
    opts: { ...plainOptions, ...context.opts },
    dependencies: [],
    propertyDependencies: {},
    ...(context.provider ? { provider: providerOf(context.provider) } : {}),
    isType: () => false,
    asType: () => undefined,
  };
}
