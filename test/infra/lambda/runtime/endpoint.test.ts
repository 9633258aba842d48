import { parseEndpoint } from "../../../../infra/lib/lambda/runtime/endpoint";

describe("parseEndpoint", () => {
  test.each([
    "https://dynamodb.us-east-1.amazonaws.com",
    "https://vpce-1.dynamodb.us-west-2.vpce.amazonaws.com:443",
    "http://127.0.0.1:5000",
    "http://localhost:5000",
    "http://[::1]:5000",
  ])("accepts %s", (endpoint) => {
    expect(parseEndpoint("tableEndpoint", endpoint)).toBe(endpoint);
  });

  test.each([
    "",
    "dynamodb.us-east-1.amazonaws.com",
    "http://dynamodb.us-east-1.amazonaws.com",
    "http://127.0.0.1.example.com",
    "http://10.0.0.1",
    "ftp://127.0.0.1",
    "file:///etc/passwd",
    "https://user:word@dynamodb.us-east-1.amazonaws.com",
    "https://",
  ])("refuses %j without repeating it", (endpoint) => {
    expect(() => parseEndpoint("tableEndpoint", endpoint)).toThrow(
      expect.objectContaining({
        kind: "misconfigured",
        message: "A parameter is no endpoint: expected a URL with https.",
        details: { parameter: "tableEndpoint" },
      }),
    );
  });
});
