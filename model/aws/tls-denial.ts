import { type Condition, findStatement, openDocument, type Statement } from "./iam-document";
import { matchesWildcard } from "./wildcard";

/** What a bucket's policy closes to requests without TLS, for whoever sends them. */
export interface TlsDenial {
  readonly bucket: boolean;
  readonly objects: boolean;
}

/** Reads a bucket's policy. `name` is the bucket's; without it the policy must name a bucket and its objects itself. */
export function readTlsDenial(document: unknown, name: string | undefined): TlsDenial {
  const resources = openDocument(document, []).statements.flatMap((entry) => {
    const statement = findStatement(entry.read(), entry.at);
    return statement !== undefined && deniesPlainRequests(statement) ? resourcesOf(statement) : [];
  });
  const buckets = name === undefined ? resources.filter((resource) => !resource.includes("/")) : [name];
  return {
    bucket: buckets.some((bucket) => covers(resources, bucket)),
    objects: buckets.some((bucket) => covers(resources, `${bucket}/${anyKey}`)),
  };
}

/** A key that no pattern but one for every key matches. */
const anyKey = "\u{10ffff}";

function covers(resources: readonly string[], text: string): boolean {
  return resources.some((resource) => matchesWildcard(resource, text));
}

/** Everybody, every action of S3, and no way around it by a further condition. */
function deniesPlainRequests(statement: Statement): boolean {
  const conditions = statement.conditions();
  return (
    statement.denies() &&
    statement.principals().some(({ type, read }) => ["*", "AWS"].includes(type) && read() === "*") &&
    statement.entries("Action").some(({ read }) => isEveryAction(read())) &&
    conditions.some((condition) => demandsFalse(condition, "aws:securetransport")) &&
    conditions.every((condition) => harmless.some((key) => demandsFalse(condition, key)))
  );
}

/** AWS services use TLS among themselves, so a denial may leave them out. */
const harmless = ["aws:securetransport", "aws:principalisawsservice"];

function demandsFalse({ operator, key, values }: Condition, wanted: string): boolean {
  return (
    ["bool", "boolifexists"].includes(operator.toLowerCase()) &&
    key.toLowerCase() === wanted &&
    values.length > 0 &&
    values.every(({ read }) => String(read()).toLowerCase() === "false")
  );
}

function isEveryAction(action: unknown): boolean {
  return typeof action === "string" && ["*", "s3:*"].includes(action.toLowerCase());
}

/** Bucket, and key if there is one, of each resource; `*` is everything. */
function resourcesOf(statement: Statement): readonly string[] {
  return statement.entries("Resource").flatMap(({ read }) => {
    const text = String(read());
    return text === "*" ? [text] : (/^arn:[^:]*:s3:::(.+)$/.exec(text)?.[1] ?? []);
  });
}
