import type { PolicyResourceOptions } from "@pulumi/policy";
import type { Plain } from "../../model/graph/stack";
import type { Tokens } from "../../model/graph/tokens";

export type NonEmpty<T> = readonly [T, ...T[]];

interface Example<Config> {
  /** Reads on after "passes when", "fails when", "is undetermined when", "does not apply when". */
  readonly because: string;
  readonly config?: Partial<Config>;
  /** The day on which it is judged, as an ISO date, for a policy that asks for it. */
  readonly today?: string;
}

interface ResourceExample<Props, Config> extends Example<Config> {
  readonly given: Props;
  /** Type token; the first of the rule's own when left out. */
  readonly type?: string;
  readonly opts?: Partial<PolicyResourceOptions>;
  /** Inputs of the resource's provider. */
  readonly provider?: Readonly<Record<string, unknown>>;
}

/** Adds the exact list of paths that the verdict must name, in order. */
type Naming<E> = E & { readonly at: NonEmpty<string> };

interface Examples<E> {
  readonly pass: NonEmpty<E>;
  readonly fail: NonEmpty<Naming<E>>;
  /** `at` lists the unknown values, `fail` the findings that there are anyway. */
  readonly undetermined?: NonEmpty<Naming<E> & { readonly fail?: NonEmpty<string> }>;
  /** Right kind of resource, but nothing to judge. */
  readonly skip?: NonEmpty<E>;
}

export type ResourceExamples<Props, Config> = Examples<ResourceExample<Props, Config>>;

/** In a stack rule's `at` the resource's name comes first: `"trades replicas[0]"`. */
interface StackExample<Config> extends Example<Config> {
  readonly given: readonly ExampleResource[];
}

export type StackExamples<Config> = Examples<StackExample<Config>>;

export interface ExampleResource {
  readonly type: string;
  readonly name: string;
  readonly props: unknown;
  readonly context: ResourceContext;
}

/** What surrounds a resource of an example. Others are named by their `name`. */
export interface ResourceContext {
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly opts?: Partial<PolicyResourceOptions>;
  /** Property -> names of the resources whose outputs went into it. */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
  /** Names of further resources it depends on. */
  readonly dependsOn?: readonly string[];
}

/** A resource of a stack rule's example, typed by its tokens; its type is the first of them. */
export function resource<Args>(
  tokens: Tokens<Args>,
  name: string,
  props: Plain<NoInfer<Args>>,
  context: ResourceContext = {},
): ExampleResource {
  return { type: tokens.list[0] ?? "", name, props, context };
}
