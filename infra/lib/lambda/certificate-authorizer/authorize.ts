import type { APIGatewayAuthorizerResult } from "aws-lambda";
import { Failure } from "../runtime/failure";

/**
 * Lets in who came with a certificate. API Gateway has compared it with the truststore of the name it was shown under;
 * under the API's own host it asks for none, so a call by that host has none to show. The answer names the certificate by
 * its serial number and who issued it.
 * @throws Failure for an event that is not from a REST API
 */
export function authorize(event: unknown): APIGatewayAuthorizerResult {
  const methodArn = textAt(event, "methodArn");
  if (methodArn === undefined) {
    throw new Failure("misconfigured", "A request to an authorizer of a REST API is expected.");
  }
  const certificate = valueAt(valueAt(valueAt(event, "requestContext"), "identity"), "clientCert");
  const [serial, issuer] = ["serialNumber", "issuerDN"].map((name) => textAt(certificate, name));
  const isShown = serial !== undefined && issuer !== undefined;
  return {
    principalId: isShown ? `${serial} of ${issuer}` : "nobody",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: isShown ? "Allow" : "Deny", Resource: methodArn }],
    },
  };
}

function valueAt(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function textAt(value: unknown, name: string): string | undefined {
  const found = valueAt(value, name);
  return typeof found === "string" && found !== "" ? found : undefined;
}
