import { Refusal } from "../../../../infra/lib/lambda/runtime/http/refusal";
import { isSameTransfer, isTransferId, parseTransfer } from "../../../../infra/lib/lambda/transactions/transfer";

const good = { id: "t-1", fromAccount: "alice", toAccount: "bob", amount: 100, currency: "USD" };

const refusalOf = (value: unknown) => {
  try {
    parseTransfer(value);
  } catch (thrown) {
    return thrown instanceof Refusal ? thrown.args : String(thrown);
  }
  return "no refusal";
};

test("a good transfer is taken as it is", () => {
  expect(parseTransfer(good)).toEqual(good);
});

test.each([1, 999_999_999_999])("an amount may be %d", (amount) => {
  expect(parseTransfer({ ...good, amount }).amount).toBe(amount);
});

test.each([
  ["amount", 0],
  ["amount", -1],
  ["amount", 1.5],
  ["amount", 1_000_000_000_000],
  ["amount", "100"],
  ["amount", Number.NaN],
  ["currency", "usd"],
  ["currency", "ZZZ"],
  ["id", "-t"],
  ["id", "a".repeat(65)],
  ["fromAccount", ""],
  ["toAccount", "bob; DROP TABLE account"],
])("%s cannot be %j", (field, value) => {
  expect(refusalOf({ ...good, [field]: value })).toMatchObject({
    status: 422,
    code: "invalid-transaction",
    problems: [expect.objectContaining({ field })],
  });
});

test("all that is wrong is told at once, strange fields too, and no value is repeated", () => {
  const refusal = refusalOf({ ...good, amount: "12345", currency: "XX1", memo: "secret words" });
  expect(refusal).toMatchObject({
    problems: expect.arrayContaining([
      expect.objectContaining({ field: "amount" }),
      expect.objectContaining({ field: "currency" }),
      expect.objectContaining({ field: "memo" }),
    ]),
  });
  expect(JSON.stringify(refusal)).not.toMatch(/12345|XX1|secret words/);
});

test.each([null, undefined, [], "text", 7])("%j is no transfer", (value) => {
  expect(refusalOf(value)).toMatchObject({ status: 422, code: "invalid-transaction" });
});

test("money does not go back to its own account", () => {
  expect(refusalOf({ ...good, toAccount: "alice" })).toMatchObject({ status: 422, code: "same-account" });
});

test.each([
  ["id", "t-2"],
  ["fromAccount", "carla"],
  ["toAccount", "carla"],
  ["amount", 101],
  ["currency", "EUR"],
])("transfers that differ in %s are not the same", (field, value) => {
  expect(isSameTransfer(good, { ...good, [field]: value })).toBe(false);
  expect(isSameTransfer(good, { ...good })).toBe(true);
});

test.each([
  ["t-1", true],
  ["", false],
  ["../t", false],
])("whether %j can be an id: %j", (id, expected) => {
  expect(isTransferId(id)).toBe(expected);
});
