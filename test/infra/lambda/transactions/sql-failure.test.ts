import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import {
  isLostConnection,
  isLostRace,
  isRefusedPassword,
  sqlFailure,
} from "../../../../infra/lib/lambda/transactions/sql-failure";

const coded = (code: string, message = "a message that quotes 4111111111111111") =>
  Object.assign(new Error(message), { code });

test.each([
  ["40001", "unavailable"],
  ["40P01", "unavailable"],
  ["08006", "unavailable"],
  ["57P01", "unavailable"],
  ["57P03", "unavailable"],
  ["25006", "unavailable"],
  ["57014", "timeout"],
  ["53300", "throttled"],
  ["28P01", "misconfigured"],
  ["3D000", "misconfigured"],
  ["42501", "misconfigured"],
  ["23505", "unknown"],
  ["ECONNREFUSED", "unavailable"],
  ["ECONNRESET", "unavailable"],
  ["ENOTFOUND", "unavailable"],
  ["ETIMEDOUT", "unavailable"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "misconfigured"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "misconfigured"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "misconfigured"],
  ["CERT_HAS_EXPIRED", "misconfigured"],
])("%s is %s", (code, kind) => {
  expect(sqlFailure(coded(code))).toMatchObject({ kind, details: { errorCode: code } });
});

test.each([
  ["Connection terminated unexpectedly", "unavailable"],
  ["timeout exceeded when trying to connect", "unavailable"],
  ["Query read timeout", "timeout"],
  ["something else", "unknown"],
])("an error without a code that says %j is %s", (message, kind) => {
  expect(sqlFailure(new Error(message)).kind).toBe(kind);
});

test.each([undefined, null, "text", 7])("%j, thrown, is an unknown failure", (thrown) => {
  expect(sqlFailure(thrown).kind).toBe("unknown");
});

test("nothing of the server's message is kept, for it may quote values", () => {
  expect(JSON.stringify(sqlFailure(coded("23505")).logFields)).not.toContain("4111");
});

test("a Failure stays what it is", () => {
  const failure = new Failure("timeout", "It took too long.");
  expect(sqlFailure(failure)).toBe(failure);
});

test.each([
  ["40001", true, false, false],
  ["40P01", true, false, false],
  ["08003", false, true, false],
  ["57P01", false, true, false],
  ["EPIPE", false, true, false],
  ["28P01", false, false, true],
  ["57014", false, false, false],
  ["23505", false, false, false],
])("%s: lost race %j, lost connection %j, refused password %j", (code, race, connection, password) => {
  const thrown = coded(code, "Connection terminated");
  expect([isLostRace(thrown), isLostConnection(thrown), isRefusedPassword(thrown)]).toEqual([
    race,
    connection,
    password,
  ]);
});
