import { findRetryMessage, writeRetryMessage } from "../../../../infra/lib/lambda/payments/retry-message";
import { payment } from "../doubles/payments";

const message = { payment, acceptedAt: "2026-03-31T12:00:00.000Z" };

describe("a retry message", () => {
  test("is read as it was written", () => {
    expect(findRetryMessage(writeRetryMessage(message))).toEqual(message);
  });

  test.each([
    ["no JSON", "{"],
    ["nothing", ""],
    ["null", "null"],
    ["another version", JSON.stringify({ version: 2, ...message })],
    ["no version", JSON.stringify(message)],
    ["no payment", JSON.stringify({ version: 1, acceptedAt: message.acceptedAt })],
    ["a field too many", JSON.stringify({ version: 1, ...message, amount: 1 })],
    ["a fraction of a cent", JSON.stringify({ version: 1, ...message, payment: { ...payment, amount: 0.5 } })],
    ["no key", JSON.stringify({ version: 1, ...message, payment: { ...payment, idempotencyKey: "" } })],
  ])("is not read from %s", (_what, text) => {
    expect(findRetryMessage(text)).toBeUndefined();
  });
});
