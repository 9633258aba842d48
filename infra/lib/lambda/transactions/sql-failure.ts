import { Failure, type FailureKind } from "../runtime/failure";

/** SQLSTATE: the transaction lost against another one, and may win the next time. */
const lostRaces: ReadonlySet<string> = new Set(["40001", "40P01"]);

/** SQLSTATE codes and classes: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const kindOfState: readonly (readonly [RegExp, FailureKind])[] = [
  [/^40(001|P01)$/, "unavailable"],
  [/^(08|57P)/, "unavailable"],
  // The server became, or still is, a standby.
  [/^25006$/, "unavailable"],
  [/^57014$/, "timeout"],
  [/^53/, "throttled"],
  [/^(28|3D|3F|42)/, "misconfigured"],
];

const networkCodes = /^(EAI_AGAIN|ECONN\w+|EHOST\w+|ENET\w+|ENOTFOUND|EPIPE|ETIMEDOUT)$/;
const tlsCodes = /^(ERR_TLS_\w+|CERT_\w+|\w+_CERT_IN_CHAIN|DEPTH_ZERO_\w+|UNABLE_TO_\w+)$/;
/** The driver gives these errors no code. */
const brokenConnection = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

/** What the driver threw, as a Failure that quotes no statement, value or server message. */
export function sqlFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) {
    return thrown;
  }
  const state = codeOf(thrown);
  return new Failure(kindOf(thrown, state), "The database did not do it.", {
    errorName: textAt(thrown, "name"),
    errorCode: state,
  });
}

export function isLostRace(thrown: unknown): boolean {
  return lostRaces.has(codeOf(thrown) ?? "");
}

/** Whether the connection is to blame: another one may work. */
export function isLostConnection(thrown: unknown): boolean {
  const code = codeOf(thrown);
  if (code !== undefined) {
    return networkCodes.test(code) || /^(08|57P0[1-3])/.test(code);
  }
  return brokenConnection.test(textAt(thrown, "message") ?? "");
}

/** Whether the server no longer takes the password. */
export function isRefusedPassword(thrown: unknown): boolean {
  return /^28/.test(codeOf(thrown) ?? "");
}

function kindOf(thrown: unknown, code = ""): FailureKind {
  const known = kindOfState.find(([pattern]) => code.length === 5 && pattern.test(code));
  if (known !== undefined) {
    return known[1];
  }
  if (tlsCodes.test(code)) {
    return "misconfigured";
  }
  const isTooSlow = textAt(thrown, "message") === "Query read timeout";
  return isTooSlow ? "timeout" : isLostConnection(thrown) ? "unavailable" : "unknown";
}

function codeOf(thrown: unknown): string | undefined {
  return textAt(thrown, "code");
}

function textAt(holder: unknown, key: string): string | undefined {
  const value: unknown = typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined;
  return typeof value === "string" ? value : undefined;
}
