/** Until when AWS supports the versions of one database engine. ISO dates; the day itself still counts. */
interface EngineSupport {
  /** The page that states the dates. */
  readonly page: string;
  /** By major version, the last day of standard support. */
  readonly majors: Readonly<Record<string, string>>;
  /** By minor version, the same, for those that the page still lists. */
  readonly minors?: Readonly<Record<string, string>>;
  /** Minor versions that AWS has added since the page was read: it supports them, until a day that is not known here. */
  readonly added?: readonly string[];
}

/**
 * When the dates were read: on 2026-11-21. Those of Aurora PostgreSQL in a copy of AWS's page whose newest entry is of
 * 21 August 2026, those of the other engines in what endoflife.date had taken from AWS's pages by 16 August 2026. What
 * AWS has added since is in the data of cfn-lint 1.58.0 (20 October 2026), which states no dates.
 */
export const engineSource = { read: "2026-11-21", state: "2026-08-21" } as const;

const postgres = {
  "9": "2022-04-30",
  "10": "2023-04-30",
  "11": "2024-02-29",
  "12": "2025-02-28",
  "13": "2026-02-28",
  "14": "2027-02-28",
  "15": "2028-02-29",
  "16": "2029-02-28",
  "17": "2030-02-28",
  "18": "2031-02-28",
};

const engines: Readonly<Record<string, EngineSupport>> = {
  "aurora-postgresql": {
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html",
    majors: postgres,
    minors: {
      "11.9": "2024-02-29",
      "11.21": "2024-02-29",
      "12.9": "2025-02-28",
      "12.22": "2025-02-28",
      "13.9": "2026-02-28",
      "13.23": "2026-02-28",
      "14.6": "2027-02-28",
      "14.17": "2026-11-30",
      "14.18": "2026-12-31",
      "14.19": "2027-02-28",
      "14.20": "2027-02-28",
      "14.22": "2027-02-28",
      "14.23": "2027-02-28",
      "15.10": "2028-02-29",
      "15.12": "2026-11-30",
      "15.13": "2026-12-31",
      "15.14": "2027-04-30",
      "15.15": "2027-05-31",
      "15.17": "2027-09-30",
      "15.18": "2027-12-31",
      "16.8": "2029-02-28",
      "16.9": "2026-12-31",
      "16.10": "2027-04-30",
      "16.11": "2027-05-31",
      "16.13": "2027-09-30",
      "16.14": "2027-12-31",
      "17.4": "2026-11-30",
      "17.5": "2026-12-31",
      "17.6": "2027-04-30",
      "17.7": "2030-02-28",
      "17.9": "2027-09-30",
      "17.10": "2027-12-31",
      "18.3": "2027-11-30",
      "18.4": "2027-12-31",
      "16.4-limitless": "2026-09-30",
      "16.6-limitless": "2026-09-30",
      "16.8-limitless": "2026-11-30",
      "16.9-limitless": "2027-03-31",
      "16.10-limitless": "2027-09-30",
      "16.11-limitless": "2027-10-31",
    },
    added: ["14.24", "15.19", "16.13-limitless", "16.15", "17.11", "18.6"],
  },
  postgres: {
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html",
    majors: postgres,
  },
  mysql: {
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html",
    majors: { "5.6": "2022-03-01", "5.7": "2024-02-29", "8.0": "2026-07-31", "8.4": "2029-07-31" },
  },
  mariadb: {
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.VersionMgmt.html",
    majors: {
      "10.3": "2023-10-23",
      "10.4": "2025-02-28",
      "10.5": "2026-08-31",
      "10.6": "2026-12-31",
      "10.11": "2028-02-29",
      "11.4": "2029-05-31",
      "11.8": "2028-06-30",
      "12.3": "2029-06-30",
    },
  },
};

/** What AWS says of a version. */
export interface VersionSupport {
  /** The last day of its support; undefined when the page has dropped it, as it does with what is past support. */
  readonly ends: string | undefined;
  /** True of a version that came out after the newest that the page lists: it is supported at least as long as that one. */
  readonly isAtLeast: boolean;
  readonly page: string;
}

/** Undefined for an engine or a version of which the pages say nothing. */
export function findVersionSupport(engine: string, version: string): VersionSupport | undefined {
  const support = Object.hasOwn(engines, engine) ? engines[engine] : undefined;
  if (support === undefined) {
    return undefined;
  }
  const { page, majors, minors = {} } = support;
  const { first, second, minor, line } = partsOf(version);
  const ends = lookUp(majors, minor) ?? lookUp(majors, `${first}.${second}`) ?? lookUp(majors, first);
  const own = lookUp(minors, minor);
  if (own !== undefined || ends === undefined) {
    return own === undefined ? undefined : { ends: own, isAtLeast: false, page };
  }
  const newest = newestOf(first, line, minors);
  if (second === "" || newest === undefined) {
    return { ends, isAtLeast: false, page };
  }
  return Number.parseInt(second, 10) < newest.number
    ? { ends: undefined, isAtLeast: false, page }
    : { ends: newest.ends, isAtLeast: newest.ends < ends, page };
}

/** Every version of the table, after its engine: major versions and minor ones. */
export const knownVersions: readonly (readonly [engine: string, version: string])[] = Object.entries(engines).flatMap(
  ([engine, { majors, minors = {}, added = [] }]) =>
    [...Object.keys(majors), ...Object.keys(minors), ...added].map((version) => [engine, version] as const),
);

interface VersionParts {
  readonly first: string;
  readonly second: string;
  /** Without a patch. */
  readonly minor: string;
  /** What stands behind the minor number and makes it one of another line: `-limitless`. */
  readonly line: string;
}

function partsOf(version: string): VersionParts {
  const [first = "", rest = "", ...patch] = version.split(".");
  const [, second = "", line = ""] = /^(\d*)(.*)$/.exec(rest) ?? [];
  return { first, second, minor: patch.length > 0 ? `${first}.${rest}` : version, line };
}

function lookUp(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The newest minor version that the page lists of a major version, within its line. */
function newestOf(
  major: string,
  line: string,
  minors: Readonly<Record<string, string>>,
): { readonly number: number; readonly ends: string } | undefined {
  const listed = Object.entries(minors).flatMap(([version, ends]) => {
    const parts = partsOf(version);
    return parts.first === major && parts.line === line ? [{ number: Number.parseInt(parts.second, 10), ends }] : [];
  });
  return listed.sort((left, right) => right.number - left.number)[0];
}
