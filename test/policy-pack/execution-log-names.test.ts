import type { ExampleResource } from "../../policy-pack/engine/example";
import rule from "../../policy-pack/rules/resource/require-name-pattern";
import { given, unknownText } from "./given";
import { saidOfStack } from "./stack-said";

/* API Gateway writes its execution log to a group that is named by the API's id, which nobody knows before the API is there. */

const settings = { pattern: "{purpose}-{environment}" };

/** What the policy says of the stack's log groups; `?` where something is undetermined. */
function said(...resources: readonly ExampleResource[]): readonly string[] {
  return saidOfStack(rule, resources, settings).map((one) => (one === "?" ? one : one.message));
}

const api = given("aws:apigateway/restApi:RestApi", "api", { name: "api-dev" });
const random = given("random:index/randomId:RandomId", "random", {});
const logs = (name: unknown, sources: readonly string[] = []) =>
  given("aws:cloudwatch/logGroup:LogGroup", "logs", { name }, { sources: { name: sources } });

test("a name that awaits the API's id is nothing to judge", () => {
  expect(said(api, logs(unknownText, ["api"]))).toEqual([]);
});

test("any other name that is unknown is undetermined", () => {
  expect(said(random, logs(unknownText, ["random"]))).toEqual(["?"]);
  expect(said(api, logs(unknownText))).toEqual(["?"]);
});

test("once the id is there, the name is judged by the stage", () => {
  expect(said(api, logs("API-Gateway-Execution-Logs_a1b2c3d4e5/live-dev", ["api"]))).toEqual([]);
  expect(said(api, logs("API-Gateway-Execution-Logs_a1b2c3d4e5/Live", ["api"]))).toEqual([
    expect.stringContaining("expected {purpose}-{environment}"),
  ]);
  expect(said(api, logs("/my/logs_a1b2c3d4e5", ["api"]))).toEqual([expect.stringContaining("expected {purpose}")]);
});
