import { isObject, isSigned, isUnknown, reveal, textOf, type Wire, type WireObject } from "../wire";
import { fieldsOf, type Property, type ResourceType } from "./declarations";
import { nameLimits } from "./limits";

/** A refusal, as the provider's Check reports it. */
export interface Refusal {
  readonly property: string;
  readonly reason: string;
}

function isMissing(value: Wire | undefined): boolean {
  return reveal(value) === undefined || reveal(value) === null;
}

/** Checks an object against the fields of its type, and every nested object that is known. */
function refusalsOfFields(fields: ReadonlyMap<string, Property>, object: WireObject, path: string): Refusal[] {
  const missing = [...fields.values()]
    .filter((field) => !field.optional && isMissing(object[field.name]))
    .map((field) => ({ property: `${path}${field.name}`, reason: "Missing required argument" }));
  const nested = Object.entries(object).flatMap(([name, value]) => {
    if (name.startsWith("__")) return [];
    const field = fields.get(name);
    if (field === undefined) return [{ property: `${path}${name}`, reason: "Unsupported argument" }];
    return refusalsOfValue(field.type, value, `${path}${name}`);
  });
  return [...missing, ...nested];
}

function refusalsOfValue(type: string, value: Wire, path: string): Refusal[] {
  if (isUnknown(value)) return [];
  const plain = reveal(value);
  if (type.endsWith("[]")) {
    if (!Array.isArray(plain)) return [];
    return plain.flatMap((item, index) => refusalsOfValue(type.slice(0, -2), item, `${path}[${index}]`));
  }
  const fields = fieldsOf(type);
  if (fields.size === 0 || !isObject(plain) || isSigned(plain)) return [];
  return refusalsOfFields(fields, plain, `${path}.`);
}

function refusalsOfName(token: string, inputs: WireObject): Refusal[] {
  const limit = nameLimits[token];
  if (limit === undefined) return [];
  const { property, shortest, longest, pattern, characters } = limit;
  const name = textOf(inputs[property]);
  if (name === undefined) return [];
  if (name.length < shortest || name.length > longest) {
    const reason = `expected length of ${property} to be in the range (${shortest} - ${longest}), got ${name}`;
    return [{ property, reason }];
  }
  return pattern.test(name) ? [] : [{ property, reason: `only ${characters} are allowed in ${property}, got ${name}` }];
}

const intervals: readonly (Wire | undefined)[] = [10, 30, undefined];

function refusalsOfHealthCheck(token: string, inputs: WireObject): Refusal[] {
  if (token !== "aws:route53/healthCheck:HealthCheck" || isUnknown(inputs.requestInterval)) return [];
  const interval = reveal(inputs.requestInterval);
  if (intervals.includes(interval)) return [];
  return [{ property: "requestInterval", reason: `expected requestInterval to be one of [10 30], got ${interval}` }];
}

/** What the real provider would refuse and what is cheap to know: missing and unknown arguments, names over a limit. */
export function refusals(token: string, type: ResourceType, inputs: WireObject): readonly Refusal[] {
  return [
    ...refusalsOfFields(type.inputs, inputs, ""),
    ...refusalsOfName(token, inputs),
    ...refusalsOfHealthCheck(token, inputs),
  ];
}
