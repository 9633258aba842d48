import { holdsCardNumber } from "../../../../infra/lib/lambda/payments/card-number";

describe("holdsCardNumber", () => {
  // Published test numbers of the card schemes.
  test.each([
    "4111111111111111",
    "5555555555554444",
    "378282246310005",
    "6011111111111117",
    "4222222222222",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "card 4111111111111111, thanks",
    "x4111111111111111y",
    "first 1234567890123, then 4111111111111111",
  ])("finds one in %j", (text) => {
    expect(holdsCardNumber(text)).toBe(true);
  });

  test.each([
    ["", "no text"],
    ["Invoice 2026-118", "too few digits"],
    ["411111111111", "12 digits"],
    ["4111111111111112", "a wrong check digit"],
    ["41111111111111110000", "20 digits"],
    ["4111  1111 1111 1111", "two spaces in a row"],
    ["4111.1111.1111.1111", "other separators"],
  ])("finds none in %j: %s", (text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });
});
