import Ajv from "ajv";
import { parsePayment } from "../../../../infra/lib/lambda/payments/payment";
import { paymentRequestModel } from "../../../../infra/lib/lambda/payments/request-model";
import { key, sentPayment } from "../doubles/payments";

// Nothing in the model means something else in the later drafts that this validator knows.
const { $schema, ...model } = paymentRequestModel;
const lets = new Ajv().compile(model);

const isParsed = (body: unknown) => {
  try {
    parsePayment(key, body);
    return true;
  } catch {
    return false;
  }
};

const without = (field: keyof typeof sentPayment) => {
  const { [field]: _left, ...rest } = sentPayment;
  return rest;
};

describe("the request model", () => {
  test("is of the draft that API Gateway knows", () => {
    expect($schema).toBe("http://json-schema.org/draft-04/schema#");
  });

  test.each([
    ["a payment", sentPayment],
    ["one without a reference", without("reference")],
    ["the smallest amount", { ...sentPayment, amount: 1 }],
    ["the largest amount", { ...sentPayment, amount: 999_999_999_999 }],
    ["the longest account", { ...sentPayment, debtor: `A${"1".repeat(33)}` }],
    ["the longest reference", { ...sentPayment, reference: "x".repeat(140) }],
  ])("lets %s through, and the function takes it", (_what, body) => {
    expect([lets(body), isParsed(body)]).toEqual([true, true]);
  });

  test.each([
    ["a fraction", { ...sentPayment, amount: 1.5 }],
    ["an amount in quotes", { ...sentPayment, amount: "12550" }],
    ["no amount", without("amount")],
    ["no currency", without("currency")],
    ["no debtor", without("debtor")],
    ["no creditor", without("creditor")],
    ["nothing to pay", { ...sentPayment, amount: 0 }],
    ["too much", { ...sentPayment, amount: 1_000_000_000_000 }],
    ["a card number for an account", { ...sentPayment, creditor: "4111111111111111" }],
    ["a lower-case currency", { ...sentPayment, currency: "usd" }],
    ["an unknown field", { ...sentPayment, cvv: "123" }],
    ["an empty reference", { ...sentPayment, reference: "" }],
    ["a list", [sentPayment]],
  ])("refuses %s, as the function does", (_what, body) => {
    expect([lets(body), isParsed(body)]).toEqual([false, false]);
  });
});
