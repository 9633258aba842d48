import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { union } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { resourceRule } from "../../engine/rule";

const stage = { restApi: "a1b2c3", deployment: "d4e5f6", stageName: "live" };
const destinationArn = "arn:aws:logs:us-east-1:123456789012:log-group:api-access";
const format = '{"requestId":"$context.requestId","status":"$context.status"}';

function isJsonObject(text: unknown): boolean {
  try {
    const value: unknown = JSON.parse(String(text));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

export default resourceRule({
  meta: {
    name: "apigateway-require-access-log",
    severity: "medium",
    law: "Every API stage writes access logs.",
    rationale:
      "After a failover only the access logs of both regions tell which requests were served where, and which were not.",
    remediation:
      "Set accessLogSettings.destinationArn to a log group, and format to a JSON object of $context variables.",
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
    framework: { wellArchitected: "SEC4-BP01", nist: ["AU-2", "AU-3", "AU-12"] },
  },
  config: {
    requireJson: {
      type: "boolean",
      default: true,
      description: "Demand that a line is a JSON object, which log queries can read.",
    },
  },
  on: union(tokens.restApiStage, tokens.httpApiStage),
  *check(props, { requireJson }) {
    yield* part(function* () {
      const destination = props.accessLogSettings?.destinationArn;
      if (typeof destination !== "string" || !/^arn:[^:]+:(logs|firehose):/.test(destination)) {
        yield { at: "accessLogSettings.destinationArn", got: destination, want: "the ARN of a log group or a stream" };
      }
    });
    yield* part(function* () {
      if (props.accessLogSettings === undefined || props.accessLogSettings === null) {
        return;
      }
      const line = props.accessLogSettings.format;
      if (typeof line !== "string" || line === "") {
        yield { at: "accessLogSettings.format", got: line, want: "what a line says" };
      } else if (requireJson && !isJsonObject(line)) {
        yield { at: "accessLogSettings.format", got: line, want: "the text of a JSON object" };
      }
    });
  },
  examples: {
    pass: [
      { because: "requests are logged as JSON", given: { ...stage, accessLogSettings: { destinationArn, format } } },
      {
        because: "the config takes any format",
        config: { requireJson: false },
        given: { ...stage, accessLogSettings: { destinationArn, format: "$context.requestId $context.status" } },
      },
    ],
    fail: [
      { because: "nothing is logged", given: stage, at: ["accessLogSettings.destinationArn"] },
      {
        because: "a line cannot be read by queries",
        given: { ...stage, accessLogSettings: { destinationArn, format: "$context.requestId $context.status" } },
        at: ["accessLogSettings.format"],
      },
      {
        because: "the destination is no log",
        given: { ...stage, accessLogSettings: { destinationArn: "arn:aws:s3:::logs", format } },
        at: ["accessLogSettings.destinationArn"],
      },
    ],
    undetermined: [
      {
        because: "the log group is not made yet, while the format is judged",
        given: { ...stage, accessLogSettings: { destinationArn: unknown.string, format: "plain" } },
        at: ["accessLogSettings.destinationArn"],
        fail: ["accessLogSettings.format"],
      },
    ],
  },
});
