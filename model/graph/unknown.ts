/** The strings that stand for unknown values on Pulumi's wire (pulumi `sdk/nodejs/runtime/rpc.ts`). */
const markers = {
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
} as const;

/** Stands for a value that is unknown at preview; fits wherever a value of its type does. */
export const unknown = markers as unknown as {
  readonly boolean: boolean;
  readonly number: number;
  readonly string: string;
  readonly array: never[];
  readonly object: Record<string, never>;
};

const kinds: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(markers).map(([kind, marker]) => [marker, kind]),
);

/** Thrown when a property is read whose value is not known: before deployment, or because it is encrypted. `props` is the way to it. */
export interface UnknownValue extends Error {
  readonly unknownTypeSentinel: string;
  readonly props: readonly (string | symbol)[];
}

/** Thrown by the model itself. The policy SDK throws an error of its own with the same properties: ask `isUnknownValue`. */
export class UnknownValueError extends Error implements UnknownValue {
  constructor(
    readonly unknownTypeSentinel: string,
    readonly props: readonly (string | symbol)[],
  ) {
    const text = `${kinds[unknownTypeSentinel] ?? "unknown"} value at .${props.map(String).join(".")} can't be known during preview`;
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0; // an everyday thing: most of its cost would be the stack that nobody looks at
    super(text);
    Error.stackTraceLimit = limit;
  }
}

export function isUnknownValue(cause: unknown): cause is UnknownValue {
  return cause instanceof Error && "unknownTypeSentinel" in cause && "props" in cause;
}
