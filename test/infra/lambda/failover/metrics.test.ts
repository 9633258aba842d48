import { publishVerdicts } from "../../../../infra/lib/lambda/failover/metrics";

test("verdicts are one line in CloudWatch's embedded metric format", () => {
  const written: string[] = [];
  publishVerdicts(
    { write: (line) => written.push(line) },
    { namespace: "Healthcare/Failover", system: "records-dev" },
    new Date(1_774_958_400_000),
    { Ready: false, StandbyHealthy: true },
  );
  expect(written).toHaveLength(1);
  expect(written[0]?.endsWith("\n")).toBe(true);
  expect(JSON.parse(written[0] ?? "")).toEqual({
    _aws: {
      Timestamp: 1_774_958_400_000,
      CloudWatchMetrics: [
        {
          Namespace: "Healthcare/Failover",
          Dimensions: [["System"]],
          Metrics: [
            { Name: "Ready", Unit: "None", StorageResolution: 60 },
            { Name: "StandbyHealthy", Unit: "None", StorageResolution: 60 },
          ],
        },
      ],
    },
    System: "records-dev",
    Ready: 0,
    StandbyHealthy: 1,
  });
});
