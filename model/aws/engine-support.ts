/** Until when AWS supports the versions of one database engine. ISO dates; the day itself still counts. */
interface EngineSupport {
  /** The page that states the dates. */
  readonly page: string;
  /** By major version, the last day of standard support. */
  readonly majors: Readonly<Record<string, string>>;
  /** By minor version, the same, for those that the page still lists. */
  readonly minors?: Readonly<Record<string, string>>;
}

/**
 * When the dates were read: on 2026-11-21. Those of Aurora PostgreSQL in a copy of AWS's page whose newest entry is of
 * 21 August 2026, those of the other engines in what endoflife.date had taken from AWS's pages by 16 August 2026.
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
  readonly page: string;
}

/** Undefined for an engine or a version of which the pages say nothing, as they do of one that came out later. */
export function findVersionSupport(engine: string, version: string): VersionSupport | undefined {
  const support = Object.hasOwn(engines, engine) ? engines[engine] : undefined;
  if (support === undefined) {
    return undefined;
  }
  const { page, majors, minors = {} } = support;
  const [first = "", second = "", ...patch] = version.split(".");
  const minor = patch.length > 0 ? `${first}.${second}` : version;
  const ends =
    lookUp(minors, minor) ?? lookUp(majors, minor) ?? lookUp(majors, `${first}.${second}`) ?? lookUp(majors, first);
  if (ends === undefined) {
    return undefined;
  }
  const isDropped = lookUp(minors, minor) === undefined && isBeforeListed(first, second, minors);
  return { ends: isDropped ? undefined : ends, page };
}

/** Every version of the table, after its engine: major versions and minor ones. */
export const knownVersions: readonly (readonly [engine: string, version: string])[] = Object.entries(engines).flatMap(
  ([engine, { majors, minors = {} }]) =>
    [...Object.keys(majors), ...Object.keys(minors)].map((version) => [engine, version] as const),
);

function lookUp(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** True for a minor version older than the newest that the page lists of its major version. */
function isBeforeListed(major: string, minor: string, minors: Readonly<Record<string, string>>): boolean {
  const number = Number.parseInt(minor, 10);
  const listed = Object.keys(minors).map((one) => one.split("."));
  return listed.some(([one, other = ""]) => one === major && Number.parseInt(other, 10) > number);
}
