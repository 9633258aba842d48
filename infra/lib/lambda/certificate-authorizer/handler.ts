import type { APIGatewayAuthorizerResult, Context } from "aws-lambda";
import { createLogger } from "../runtime/log";
import { authorize } from "./authorize";
import { readAuthorizerSettings } from "./settings";

const settings = readAuthorizerSettings(process.env);
const log = createLogger(process.stdout, () => new Date(), {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});

/** Asked by API Gateway before each call of a method: whether the caller has shown a certificate. */
export async function handler(
  event: unknown,
  { awsRequestId }: Pick<Context, "awsRequestId">,
): Promise<APIGatewayAuthorizerResult> {
  const decision = authorize(event);
  if (decision.principalId === "nobody") {
    log.with({ requestId: awsRequestId }).warn("a call without a certificate is refused");
  }
  return decision;
}
