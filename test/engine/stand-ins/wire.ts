import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A property value in Pulumi's wire form: JSON, with marker strings for unknowns and signed objects for secrets. */
export type Wire = string | number | boolean | null | Wire[] | WireObject;

export interface WireObject {
  [key: string]: Wire;
}

/** What the protocol sends for a value that is known only after deployment, whatever its type. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

export function isObject(value: Wire | undefined): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value inside a secret, or the value itself. */
export function reveal(value: Wire | undefined): Wire | undefined {
  return isObject(value) && value[SIGNATURE] === SECRET ? reveal(value.value) : value;
}

/** The object with the values of its secrets, however deep, in their place. */
export function revealed(object: WireObject): WireObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, plainOf(value)]));
}

function plainOf(value: Wire): Wire {
  const plain = reveal(value) ?? null;
  if (Array.isArray(plain)) return plain.map(plainOf);
  return isObject(plain) ? revealed(plain) : plain;
}

export function isUnknown(value: Wire | undefined): boolean {
  return reveal(value) === UNKNOWN;
}

/** An asset, an archive, a resource reference or an output value: not an object of the resource's own schema. */
export function isSigned(value: Wire | undefined): boolean {
  return isObject(value) && SIGNATURE in value;
}

export function textOf(value: Wire | undefined): string | undefined {
  const plain = reveal(value);
  return typeof plain === "string" && plain !== UNKNOWN ? plain : undefined;
}

export function fromStruct(struct: Struct | undefined): WireObject {
  return struct === undefined ? {} : (struct.toJavaScript() as WireObject);
}

export function toStruct(value: WireObject): Struct {
  return Struct.fromJavaScript(value);
}
