/**
 * One line of a metric stream in JSON, as columns.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-formats-json.html
 */
export const metricColumns: readonly (readonly [name: string, type: string])[] = [
  ["metric_stream_name", "string"],
  ["account_id", "string"],
  ["region", "string"],
  ["namespace", "string"],
  ["metric_name", "string"],
  ["dimensions", "map<string,string>"],
  ["timestamp", "bigint"],
  ["value", "struct<max:double,min:double,sum:double,count:double>"],
  ["unit", "string"],
];

/**
 * Firehose writes one folder an hour, in UTC. Athena works out the folders by itself, and reads those that are asked for.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function hourly(location: string, days: number): Readonly<Record<string, string>> {
  return {
    "projection.enabled": "true",
    "projection.hour.type": "date",
    "projection.hour.format": "yyyy/MM/dd/HH",
    "projection.hour.range": `NOW-${days}DAYS,NOW`,
    "projection.hour.interval": "1",
    "projection.hour.interval.unit": "HOURS",
    "storage.location.template": `${location}\${hour}`,
  };
}

/** SQL for Athena. The two hours before now: while a region is lost nothing new comes, so ask for the hour that is wanted. */
export function lastHour(database: string, table: string): string {
  return [
    'SELECT from_unixtime("timestamp" / 1000) AS minute, namespace, metric_name, dimensions,',
    "  value.sum / nullif(value.count, 0) AS average, value.max AS most, unit",
    `FROM "${database}"."${table}"`,
    "WHERE hour >= date_format(current_timestamp AT TIME ZONE 'UTC' - interval '2' hour, '%Y/%m/%d/%H')",
    "ORDER BY minute DESC, namespace, metric_name",
    "LIMIT 1000",
  ].join("\n");
}
