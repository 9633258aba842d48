import { authorize } from "../../../../infra/lib/lambda/certificate-authorizer/authorize";

const methodArn = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3/live-dev/POST/payments";
const certificate = {
  clientCertPem: "-----BEGIN CERTIFICATE-----",
  subjectDN: "CN=desk",
  issuerDN: "CN=Bank CA",
  serialNumber: "4f:aa",
  validity: { notBefore: "May 28 12:30:02 2026 GMT", notAfter: "Aug 5 09:36:04 2027 GMT" },
};
const eventWith = (identity: unknown) => ({ type: "REQUEST", methodArn, requestContext: { identity } });
const effectOf = (event: unknown) => {
  const [statement] = authorize(event).policyDocument.Statement;
  return statement?.Effect;
};

test("who came with a certificate may call the method that was asked for, and no other", () => {
  expect(authorize(eventWith({ sourceIp: "192.0.2.1", clientCert: certificate }))).toEqual({
    principalId: "4f:aa of CN=Bank CA",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: methodArn }],
    },
  });
});

test.each<[string, unknown]>([
  ["the API's own host, which asks for none", { sourceIp: "192.0.2.1" }],
  ["one that is null", { clientCert: null }],
  ["one without a serial number", { clientCert: { ...certificate, serialNumber: "" } }],
  ["one that nobody issued", { clientCert: { ...certificate, issuerDN: undefined } }],
  ["one that is a text", { clientCert: "CN=desk" }],
  ["no identity", undefined],
])("nobody is let in by %s", (_what, identity) => {
  expect(effectOf(eventWith(identity))).toBe("Deny");
});

test("a header that looks like a certificate is none", () => {
  const headers = { "x-client-cert": "CN=desk", clientCert: "CN=desk" };
  expect(effectOf({ ...eventWith({}), headers })).toBe("Deny");
});

test.each([undefined, null, "event", {}, { methodArn: 5 }, { methodArn: "" }])("%j is no request", (event) => {
  expect(() => authorize(event)).toThrow(/authorizer of a REST API is expected/);
});
