import type { JsonObject } from "../../../preflight/graph";
import { getPolicyDocument } from "../../../preflight/monitor/lookups/policy-document";

const statementsOf = (args: JsonObject) => JSON.parse(String(getPolicyDocument(args).json)).Statement;

test("writes version and effect where the program left them out", () => {
  expect(getPolicyDocument({ statements: [{ actions: ["s3:GetObject"], resources: ["*"] }] }).json).toBe(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}`);
});

test("writes the same document on one line", () => {
  expect(getPolicyDocument({ policyId: "p", statements: [{ sid: "A", effect: "Deny" }] }).minifiedJson).toBe(
    '{"Version":"2012-10-17","Id":"p","Statement":[{"Sid":"A","Effect":"Deny"}]}',
  );
});

test("writes lists of one as a value and sorts longer ones in reverse, without repeats", () => {
  const [statement] = statementsOf({
    statements: [{ actions: ["b:x", "a:x", "c:x", "a:x"], notResources: ["only"], resources: [] }],
  });
  expect(statement).toEqual({ Effect: "Allow", Action: ["c:x", "b:x", "a:x"], NotResource: "only" });
});

test("groups principals by type", () => {
  const [statement] = statementsOf({
    statements: [
      {
        principals: [
          { type: "Service", identifiers: ["lambda.amazonaws.com"] },
          { type: "AWS", identifiers: ["arn:aws:iam::111111111111:root"] },
          { type: "AWS", identifiers: ["arn:aws:iam::222222222222:root"] },
        ],
      },
    ],
  });
  expect(statement.Principal).toEqual({
    AWS: ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"],
    Service: "lambda.amazonaws.com",
  });
});

test.each([
  ["everyone", [{ type: "*", identifiers: ["*"] }], "*"],
  ["every AWS principal, which is not the same", [{ type: "AWS", identifiers: ["*"] }], { AWS: "*" }],
])("writes %s", (_who, principals, expected) => {
  expect(statementsOf({ statements: [{ principals }] })[0].Principal).toEqual(expected);
});

test("groups conditions by test and variable, in the order of their values", () => {
  const [statement] = statementsOf({
    statements: [
      {
        conditions: [
          { test: "StringLike", variable: "s3:prefix", values: ["home/&{aws:username}/", "a"] },
          { test: "StringLike", variable: "s3:prefix", values: ["b"] },
          { test: "Bool", variable: "aws:SecureTransport", values: ["true"] },
        ],
      },
    ],
  });
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
  const home = "home/${aws:username}/";
  expect(statement.Condition).toEqual({
    Bool: { "aws:SecureTransport": "true" },
    StringLike: { "s3:prefix": [home, "a", "b"] },
  });
});

test("puts source documents first and lets override documents replace statements of the same Sid", () => {
  const source = { Version: "2012-10-17", Statement: [{ Sid: "One", Effect: "Allow", Action: "a:x", Resource: "*" }] };
  const override = { Statement: [{ Sid: "One", Effect: "Deny", Action: "a:x", Resource: "*" }] };
  const statements = statementsOf({
    sourcePolicyDocuments: [JSON.stringify(source)],
    overridePolicyDocuments: [JSON.stringify(override)],
    statements: [{ sid: "Two", actions: ["b:x"], resources: ["r"] }],
  });
  expect(statements).toEqual([
    { Sid: "One", Effect: "Deny", Action: "a:x", Resource: "*" },
    { Sid: "Two", Effect: "Allow", Action: "b:x", Resource: "r" },
  ]);
});

test.each([
  ["a source that is not JSON", { sourcePolicyDocuments: ["{"] }, "source policy document 0 is not valid JSON"],
  ["a source that is no object", { sourcePolicyDocuments: ["[]"] }, "source policy document 0 is not a JSON object"],
  ["a Sid used twice", { statements: [{ sid: "A" }, { sid: "A" }] }, "duplicate Sid (A)"],
  [
    "a variable in the older version",
    { version: "2008-10-17", statements: [{ resources: ["&{aws:username}"] }] },
    "which document version 2008-10-17 does not support",
  ],
])("refuses %s", (_what, args, message) => {
  expect(() => getPolicyDocument(args)).toThrow(message);
});
