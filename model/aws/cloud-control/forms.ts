import { attempt, isGiven } from "../../graph/reading";
import { isUnknownValue } from "../../graph/unknown";
import { balancing } from "./balancing";
import { data } from "./data";
import type { Entry, Part, Whole } from "./entry";
import { build, wayOf } from "./field";
import { identity } from "./identity";
import { messaging } from "./messaging";
import { names } from "./names";
import { network } from "./network";
import { storage } from "./storage";

type Bag = Readonly<Record<string, unknown>>;

const entries: Readonly<Record<string, Entry>> = {
  ...balancing,
  ...data,
  ...identity,
  ...messaging,
  ...names,
  ...network,
  ...storage,
};

/** Every type of Cloud Control that is read, without the provider's name before it. */
export const nativeTypes: readonly string[] = Object.keys(entries);

/** A resource of Cloud Control as one of `@pulumi/aws` that is the same thing, or a part of it. */
export interface AwsForm {
  readonly type: string;
  readonly props: Bag;
  /** True for a property that the other form can be told at all. */
  knows(property: string): boolean;
  /** The place in the Cloud Control form of a place in this one. */
  placeOf(segments: readonly (string | number)[]): readonly (string | number)[];
  /** The property by which a part refers to the thing that it is a part of. */
  readonly owner?: string;
}

const provider = "aws-native:";

/** The types of `@pulumi/aws` as which a Cloud Control type is known; empty for every other type. */
export function awsTypesOf(type: string): readonly string[] {
  return entryOf(type)?.types ?? [];
}

/** What a Cloud Control resource is in `@pulumi/aws`: the thing, then its parts. `region` is that of its provider. */
export function awsFormsOf(type: string, props: unknown, region?: string): readonly AwsForm[] {
  const entry = entryOf(type);
  if (entry === undefined) {
    return [];
  }
  const whole = entry.read(props, region);
  return [
    ...(whole === undefined ? [] : [formOf(whole, props)]),
    ...(entry.parts ?? []).flatMap((part) => partsOf(part, props)),
  ];
}

function entryOf(type: string): Entry | undefined {
  const known = type.startsWith(provider) ? type.slice(provider.length) : "";
  return Object.hasOwn(entries, known) ? entries[known] : undefined;
}

function formOf({ type, fields }: Whole, props: unknown, before: readonly (string | number)[] = []): AwsForm {
  return {
    type,
    props: build(fields, props),
    knows: (property) => Object.hasOwn(fields, property),
    placeOf: (segments) => [...before, ...wayOf(fields, segments)],
  };
}

/** A part there is only where the property is given that it is made of; one for each item where that is a list. */
function partsOf({ of, isList, owner, shared = {}, ...part }: Part, props: unknown): readonly AwsForm[] {
  const read = () => (props as Bag)[of];
  if (!isGiven(read)) {
    return [];
  }
  const value = attempt(read);
  const items =
    isList && Array.isArray(value) ? Array.from({ length: value.length }, (_, index) => index) : [undefined];
  return items.map((index) => {
    const item = index === undefined ? value : attempt(() => (value as readonly unknown[])[index]);
    const form = formOf(part, isUnknownValue(item) ? hidden(item) : item, index === undefined ? [of] : [of, index]);
    Object.defineProperties(form.props, Object.getOwnPropertyDescriptors(build(shared, props)));
    return owner === undefined ? form : { ...form, owner };
  });
}

/** Something of which nothing is known. */
function hidden(cause: Error): object {
  return new Proxy(
    {},
    {
      get: () => {
        throw cause;
      },
    },
  );
}
