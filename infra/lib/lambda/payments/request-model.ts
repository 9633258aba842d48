import { LARGEST_AMOUNT } from "./payment";

/**
 * What API Gateway lets through to the function, as JSON schema (draft 4, the one it knows). It refuses what is plainly
 * wrong before a function runs; the function judges everything again, and what a schema cannot say.
 */
export const paymentRequestModel = {
  $schema: "http://json-schema.org/draft-04/schema#",
  title: "Payment",
  type: "object",
  additionalProperties: false,
  required: ["amount", "currency", "debtor", "creditor"],
  properties: {
    amount: { type: "integer", minimum: 1, maximum: LARGEST_AMOUNT },
    currency: { type: "string", pattern: "^[A-Z]{3}$" },
    debtor: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9-]{1,33}$" },
    creditor: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9-]{1,33}$" },
    reference: { type: "string", minLength: 1, maxLength: 140 },
  },
} as const;
