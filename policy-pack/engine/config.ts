import { path } from "../../model/graph/path";
import { type ParsedExemptions, parseExemptions } from "./exemption";
import type { Finding } from "./finding";
import { defaultsOf, type Fields } from "./schema";

export type RawConfig = Readonly<Record<string, unknown>>;

/** A policy's config, ready to use. */
export interface Settings {
  /** The rule's own fields, defaults filled in. */
  readonly values: RawConfig;
  readonly exemptions: ParsedExemptions;
  /** What is wrong with it. A misspelt key must not leave a policy at its default unnoticed. */
  readonly problems: readonly Finding[];
}

/** Makes the reader of one rule's config. The engine fills defaults in; a direct caller may send `{}`. */
export function settingsReader(fields: Fields): (raw: RawConfig) => Settings {
  const defaults = defaultsOf(fields);
  const known = [...Object.keys(fields), "exemptions"];
  return remembering((raw) => {
    const exemptions = parseExemptions(raw.exemptions);
    const strangers = Object.keys(raw).filter((key) => !known.includes(key));
    return {
      values: { ...defaults, ...raw },
      exemptions,
      problems: [
        ...strangers.map((key) => ({ at: path("config", key), got: raw[key], want: `one of ${known.join(", ")}` })),
        ...exemptions.problems.map((problem) => ({ ...problem, at: `config.${problem.at}` })),
      ],
    };
  });
}

/** The SDK hands the same settings out in a new object for every resource: they are read once. */
function remembering(read: (raw: RawConfig) => Settings): (raw: RawConfig) => Settings {
  let last: { readonly raw: RawConfig; readonly settings: Settings } | undefined;
  return (raw) => {
    if (last === undefined || !holdsTheSame(last.raw, raw)) {
      last = { raw: { ...raw }, settings: read(raw) };
    }
    return last.settings;
  };
}

function holdsTheSame(one: RawConfig, other: RawConfig): boolean {
  const keys = Object.keys(other);
  return (
    keys.length === Object.keys(one).length && keys.every((key) => Object.hasOwn(one, key) && one[key] === other[key])
  );
}
