import type { GraphResource, Json } from "../../../preflight/graph";
import { isObject, isSecret } from "../../../preflight/wire";
import { type DeclaredStack, regionOf } from "../stacks";

/** A text by which a function knows a resource. */
export interface Mention {
  /** The last part of an ARN or a URL; else the text itself. */
  readonly name: string;
  /** Where it stands: `CLUSTERS.primary`. */
  readonly at: string;
  /** Where the text itself says so. */
  readonly region?: string;
}

/** All names that a function is given: its environment, what it is called with, and the parameters that it reads. */
export function mentionsOf(stack: DeclaredStack, code: GraphResource): readonly Mention[] {
  const variables = variablesOf(code);
  const given = Object.entries(variables).flatMap(([at, value]) => read(value, at, regionBeside(at, variables)));
  const calls = stack.recording.resources
    .filter(({ type }) => type === "aws:lambda/invocation:Invocation")
    .filter(({ propertyDependencies }) => propertyDependencies.functionName?.includes(code.urn) === true)
    .flatMap(({ inputs }) => read(inputs.input, "its request", undefined));
  const named = [...given, ...calls];
  const region = regionOf(stack, code);
  const parameters = stack.recording.resources
    .filter(({ type }) => type === "aws:ssm/parameter:Parameter")
    .filter((parameter) => regionOf(stack, parameter) === region)
    .filter(({ inputs }) =>
      named.some(({ name, region: elsewhere }) => elsewhere === undefined && name === inputs.name),
    );
  return [
    ...named,
    ...parameters.flatMap(({ inputs }) => read(inputs.value, `the parameter ${inputs.name}`, undefined)),
  ];
}

/** Regions besides its own that a function is told of for everything: `PEER_REGION`, unless `PEER_NAME` takes it. */
export function regionsTold(code: GraphResource): readonly string[] {
  const variables = variablesOf(code);
  return Object.entries(variables).flatMap(([at, value]) => {
    const [, prefix] = /^(\w+)_REGION$/.exec(at) ?? [];
    return prefix !== undefined && !(`${prefix}_NAME` in variables) && typeof value === "string" ? [value] : [];
  });
}

export function variablesOf({ inputs }: GraphResource): Readonly<Record<string, Json>> {
  const { environment } = inputs;
  const variables = isObject(environment) ? environment.variables : undefined;
  return isObject(variables) ? (variables as Readonly<Record<string, Json>>) : {};
}

function regionBeside(at: string, variables: Readonly<Record<string, Json>>): string | undefined {
  const [, prefix] = /^(\w+)_NAME$/.exec(at) ?? [];
  const region = prefix === undefined ? undefined : variables[`${prefix}_REGION`];
  return typeof region === "string" ? region : undefined;
}

function read(value: Json | undefined, at: string, region: string | undefined): readonly Mention[] {
  const plain = isObject(value) && isSecret(value) ? value.value : value;
  return leaves(plain, at).map(([text, place]): Mention => {
    const isAddress = /^(arn:|https?:)/.test(text);
    const said = isAddress ? /\b[a-z]{2}(?:-[a-z]+)+-\d\b/.exec(text)?.[0] : undefined;
    const where = said ?? region;
    const name = isAddress ? (text.split(/[/:]/).at(-1) ?? "") : text;
    return { name, at: place, ...(where === undefined ? {} : { region: where }) };
  });
}

/** The texts in a value, each with where it stands; a text may hold JSON. */
function leaves(value: unknown, at: string): readonly (readonly [text: string, at: string])[] {
  if (typeof value === "string") {
    return /^[[{]/.test(value) ? leaves(JSON.parse(value), at) : [[value, at]];
  }
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return entries.flatMap(([key, inner]) => leaves(inner, `${at}.${key}`));
}
