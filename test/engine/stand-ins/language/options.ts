/** The runtime options of a Pulumi.yaml that decide how a Node program starts. */
export interface NodeOptions {
  /** Types are checked at run time, by ts-node: Pulumi's default. */
  readonly typescript: boolean;
  readonly tsconfig: string | undefined;
  readonly nodeargs: readonly string[];
}

function optionOf<T>(
  options: Readonly<Record<string, unknown>>,
  key: string,
  type: "boolean" | "string",
): T | undefined {
  const value = options[key];
  if (value === undefined) return undefined;
  if (typeof value !== type) throw new Error(`${key} option must be a ${type}`);
  return value as T;
}

/** Splits on blanks; quotes keep blanks together. */
function words(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
}

export function parseOptions(options: Readonly<Record<string, unknown>>): NodeOptions {
  return {
    typescript: optionOf<boolean>(options, "typescript", "boolean") ?? true,
    tsconfig: optionOf<string>(options, "tsconfig", "string"),
    nodeargs: words(optionOf<string>(options, "nodeargs", "string") ?? ""),
  };
}

/** What Pulumi's own entry points read from the environment. */
export function environmentOf({ typescript, tsconfig }: NodeOptions): Record<string, string> {
  return {
    ...(typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
  };
}
