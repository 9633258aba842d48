import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const source = join(__dirname, "..", "..", "..", "infra", "lib", "lambda");

/** The files that may know the AWS SDK: the adapters, and the handlers that connect them. */
const adapters = [
  "failover-rehearsal/handler.ts",
  "failover/aws-inspector.ts",
  "failover/connect.ts",
  "failover/s3-reports.ts",
  "fleet-capacity/auto-scaling.ts",
  "fleet-capacity/handler.ts",
  "fleet-notification/handler.ts",
  "heartbeat/dynamo-heartbeat-store.ts",
  "journal/s3-archive.ts",
  "lease/dynamo-lease.ts",
  "orchestration/cloudwatch-lag.ts",
  "orchestration/connect.ts",
  "orchestration/dynamo-state-store.ts",
  "orchestration/rds-database.ts",
  "orchestration/sns-topic.ts",
  "payment-processor/handler.ts",
  "payment-retry/handler.ts",
  "payments/dynamo-payment-store.ts",
  "payments/s3-receipt-store.ts",
  "record-journal/handler.ts",
  "records-api/handler.ts",
  "records-events/handler.ts",
  "records/bus-publisher.ts",
  "records/connect.ts",
  "records/sqs-intake.ts",
  "release-gate/cloudwatch-alarms.ts",
  "release-gate/handler.ts",
  "runtime/aws/event-bus.ts",
  "runtime/aws/region-lever.ts",
  "runtime/aws/secret.ts",
  "runtime/aws/sqs-queue.ts",
  "runtime/aws/ssm-parameters.ts",
  "trade-processor/dynamo-trade-store.ts",
  "trade-processor/handler.ts",
  "transactions/connect.ts",
  "transactions/dynamo-session-store.ts",
  "transactions/reach.ts",
];

function filesThat(test: (text: string) => boolean): string[] {
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && test(readFileSync(join(source, file), "utf8")))
    .map((file) => relative(".", file))
    .sort();
}

describe("the code of the functions", () => {
  test("knows the AWS SDK in its adapters only", () => {
    expect(filesThat((text) => /from "@aws-sdk\//.test(text))).toEqual(adapters);
  });

  test("reads the environment in handlers only", () => {
    expect(filesThat((text) => /process\.env/.test(text))).toEqual([
      "certificate-authorizer/handler.ts",
      "domain-check/handler.ts",
      "failover-readiness/handler.ts",
      "failover-rehearsal/handler.ts",
      "fleet-capacity/handler.ts",
      "fleet-failover/handler.ts",
      "fleet-notification/handler.ts",
      "payment-processor/handler.ts",
      "payment-retry/handler.ts",
      "record-journal/handler.ts",
      "record-migration/handler.ts",
      "records-api/handler.ts",
      "records-events/handler.ts",
      "release-gate/handler.ts",
      "trade-processor/handler.ts",
      "transaction-health/handler.ts",
      "transaction-migration/handler.ts",
      "transaction-processor/handler.ts",
    ]);
  });

  test("writes to the console nowhere: every line goes through the log", () => {
    expect(filesThat((text) => /console\./.test(text))).toEqual([]);
  });
});
