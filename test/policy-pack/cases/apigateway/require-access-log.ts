import { unknown } from "../../../../model/graph/unknown";

const destinationArn = "arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:api-access";
const format = '{"requestId":"$context.requestId"}';

export default {
  pass: [
    {
      because: "the stage is of an HTTP API",
      type: "aws:apigatewayv2/stage:Stage",
      given: { apiId: "a", accessLogSettings: { destinationArn, format } },
    },
    {
      because: "lines go to a delivery stream",
      given: {
        accessLogSettings: {
          destinationArn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/amazon-apigateway-access",
          format,
        },
      },
    },
  ],
  fail: [
    { because: "the settings are null", given: { accessLogSettings: null }, at: ["accessLogSettings.destinationArn"] },
    {
      because: "the settings are empty",
      given: { accessLogSettings: {} },
      at: ["accessLogSettings.destinationArn", "accessLogSettings.format"],
    },
    {
      because: "the settings are a text",
      given: { accessLogSettings: "on" },
      at: ["accessLogSettings.destinationArn", "accessLogSettings.format"],
    },
    {
      because: "the format is empty",
      given: { accessLogSettings: { destinationArn, format: "" } },
      at: ["accessLogSettings.format"],
    },
    {
      because: "the format is a JSON list",
      given: { accessLogSettings: { destinationArn, format: "[1]" } },
      at: ["accessLogSettings.format"],
    },
    {
      because: "the destination is a number",
      given: { accessLogSettings: { destinationArn: 7, format } },
      at: ["accessLogSettings.destinationArn"],
    },
    {
      because: "the format is JSON and no object",
      given: { accessLogSettings: { destinationArn, format: "null" } },
      at: ["accessLogSettings.format"],
    },
    {
      because: "the format is a number in JSON",
      given: { accessLogSettings: { destinationArn, format: "7" } },
      at: ["accessLogSettings.format"],
    },
    {
      because: "the destination only ends like an ARN",
      given: { accessLogSettings: { destinationArn: `to ${destinationArn}`, format } },
      at: ["accessLogSettings.destinationArn"],
    },
    {
      because: "the destination is a list with the ARN",
      given: { accessLogSettings: { destinationArn: [destinationArn], format } },
      at: ["accessLogSettings.destinationArn"],
    },
  ],
  undetermined: [
    {
      because: "the settings are unknown",
      given: { accessLogSettings: unknown.object },
      at: ["accessLogSettings"],
    },
  ],
};
