/** Events as an Application Load Balancer sends them to a function, multi-value headers off. */
export function albEvent(method: string, path: string, body = "", headers: Record<string, string> = {}) {
  return {
    requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/t/1" } },
    httpMethod: method,
    path,
    queryStringParameters: {},
    headers: {
      accept: "*/*",
      "user-agent": "ELB-HealthChecker/2.0",
      "x-amzn-trace-id": "Root=1-67891233-abcdef012345678912345678",
      ...headers,
    },
    body,
    isBase64Encoded: false,
  };
}

export function postEvent(body: unknown) {
  return albEvent("POST", "/transactions", JSON.stringify(body), { "content-type": "application/json" });
}
