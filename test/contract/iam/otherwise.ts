import type { GraphResource } from "../../../preflight/graph";

interface Call {
  readonly code: GraphResource;
  readonly operation: string;
  /** The setting that names the resource; `*`: none at all. */
  readonly at: string;
}

interface Exception {
  /** The resource's name in the program. */
  readonly code: RegExp;
  readonly operation: RegExp;
  readonly at: RegExp;
  readonly why: string;
  used: boolean;
}

const exception = (code: RegExp, operation: RegExp, at: RegExp, why: string): Exception => ({
  code,
  operation,
  at,
  why,
  used: false,
});

/**
 * What a function does not do, though its code has the call and its settings the name. The code is read module by module,
 * and a module holds more than one function needs.
 */
const exceptions: readonly Exception[] = [
  exception(
    /^(journal|processor)-/,
    /^ChangeMessageVisibility$/,
    /QUEUE_URL$/,
    "they send to a queue; the one who puts messages off is who receives them",
  ),
  exception(/^health-/, /^(ChangeMessageVisibility|SendMessage)$/, /QUEUE_URL$/, "it answers /health alone"),
  exception(/^health-/, /^(GetObject|PutObject)$/, /^\*$/, "it answers /health alone, and is given no bucket"),
  exception(/^retry-/, /^SendMessage$/, /^RETRY_QUEUE_URL$/, "it receives from this queue"),
  exception(/^retry-/, /^ChangeMessageVisibility$/, /^DEAD_LETTER_QUEUE_URL$/, "it sends to this queue"),
  exception(/^rehearsal-/, /^PutObject$/, /^PEER_BUCKET$/, "it writes its report in its own region"),
  exception(
    /^failover-orchestrator-/,
    /^DescribeDBClusters$/,
    /^CLUSTERS\.primary$/,
    "it asks the standby's region alone, since the other may be lost",
  ),
];

export function isOtherwise({ code, operation, at }: Call): boolean {
  const found = exceptions.find((one) => one.code.test(code.name) && one.operation.test(operation) && one.at.test(at));
  if (found !== undefined) {
    found.used = true;
  }
  return found !== undefined;
}

/** Exceptions that nothing needed. */
export function unusedExceptions(): readonly string[] {
  return exceptions.filter(({ used }) => !used).map(({ why }) => why);
}
