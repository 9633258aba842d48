import { PreflightError } from "../problem";

/** Settings by policy name, as a file has them or as a profile with `extends` and `pair` comes to. */
export type ProfileDocument = Readonly<Record<string, unknown>>;

/** What a profile says, in whichever version of Pulumi's file it is written. */
export interface ProfileParts {
  readonly extends: unknown;
  readonly pair: unknown;
  /** By policy name; `environments` is among them. */
  readonly settings: ProfileDocument;
  /** By id, unchecked; undefined for a file without a version, which has none. */
  readonly exceptions: ProfileDocument | undefined;
}

/**
 * Tells apart the two versions of the file for `--policy-pack-config`, as Pulumi does: a `version` that is a number makes
 * it one that keeps its settings under `policies`, and has exceptions (Pulumi 3.271 and later); any other value there is
 * the setting of a policy of that name. Stricter than Pulumi in one thing: what it would ignore beside `policies` is an
 * error. Throws a PreflightError.
 */
export function partsOf(given: string, document: ProfileDocument): ProfileParts {
  if (typeof document.version !== "number") {
    const { extends: base, pair, ...settings } = document;
    return { extends: base, pair, settings, exceptions: undefined };
  }
  const { $schema, version, extends: base, pair, environments, policies, exceptions, ...lost } = document;
  if (version !== 2) {
    throw new PreflightError(`profile ${given}: version is ${version}, expected 2, the only one that Pulumi has`);
  }
  const [stray] = Object.keys(lost);
  if (stray !== undefined) {
    throw new PreflightError(
      `profile ${given}: ${stray} stands beside policies, where Pulumi ignores it; expected every policy under policies`,
    );
  }
  return {
    extends: base,
    pair,
    settings: {
      ...(environments === undefined ? {} : { environments }),
      ...objectOr(`profile ${given}: policies`, policies, "settings by policy name"),
    },
    exceptions: objectOr(`profile ${given}: exceptions`, exceptions, "exceptions by id"),
  };
}

/** The file that Pulumi takes: of version 2 where there are exceptions to write. */
export function joinParts({ settings, exceptions }: Pick<ProfileParts, "settings" | "exceptions">): ProfileDocument {
  if (exceptions === undefined) {
    return settings;
  }
  const { environments, ...policies } = settings;
  return { version: 2, ...(environments === undefined ? {} : { environments }), policies, exceptions };
}

function objectOr(what: string, value: unknown, wanted: string): ProfileDocument {
  if (value === undefined || value === null) {
    return {};
  }
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new PreflightError(`${what} is ${JSON.stringify(value)}, expected an object of ${wanted}`);
  }
  return value as ProfileDocument;
}
