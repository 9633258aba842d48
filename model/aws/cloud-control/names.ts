import { number, tags } from "./convert";
import { type Entry, entry } from "./entry";
import { each, type Fields, mapOf, only, same } from "./field";

const record: Fields = {
  name: same("name"),
  type: same("type"),
  ttl: number("ttl"),
  zoneId: same("hostedZoneId"),
  records: same("resourceRecords"),
  setIdentifier: same("setIdentifier"),
  healthCheckId: same("healthCheckId"),
  multivalueAnswerRoutingPolicy: same("multiValueAnswer"),
  failoverRoutingPolicies: only({ type: same() }, "failover"),
  weightedRoutingPolicies: only({ weight: same() }, "weight"),
  latencyRoutingPolicies: only({ region: same() }, "region"),
  geolocationRoutingPolicies: only(
    { continent: same("continentCode"), country: same("countryCode"), subdivision: same("subdivisionCode") },
    "geoLocation",
  ),
  geoproximityRoutingPolicy: same("geoProximityLocation"),
  cidrRoutingPolicy: same("cidrRoutingConfig"),
  aliases: only(
    { name: same("dnsName"), zoneId: same("hostedZoneId"), evaluateTargetHealth: same("evaluateTargetHealth") },
    "aliasTarget",
  ),
};

const recordType = "aws:route53/record:Record";

const settings: Fields = Object.fromEntries(
  Object.entries({
    type: "type",
    fqdn: "fullyQualifiedDomainName",
    ipAddress: "ipAddress",
    port: "port",
    resourcePath: "resourcePath",
    searchString: "searchString",
    requestInterval: "requestInterval",
    failureThreshold: "failureThreshold",
    measureLatency: "measureLatency",
    invertHealthcheck: "inverted",
    childHealthThreshold: "healthThreshold",
    childHealthchecks: "childHealthChecks",
    enableSni: "enableSni",
    regions: "regions",
    insufficientDataHealthStatus: "insufficientDataHealthStatus",
    routingControlArn: "routingControlArn",
  }).map(([name, native]) => [name, same("healthCheckConfig", native)]),
);

/** Names and what watches them. */
export const names: Readonly<Record<string, Entry>> = {
  "route53:RecordSet": entry(recordType, record),
  // A group is nothing but its records, and names their zone once.
  "route53:RecordSetGroup": {
    types: [recordType],
    read: () => undefined,
    parts: [
      { type: recordType, of: "recordSets", fields: record, isList: true, shared: { zoneId: same("hostedZoneId") } },
    ],
  },
  "route53:HealthCheck": entry("aws:route53/healthCheck:HealthCheck", {
    ...settings,
    cloudwatchAlarmName: same("healthCheckConfig", "alarmIdentifier", "name"),
    cloudwatchAlarmRegion: same("healthCheckConfig", "alarmIdentifier", "region"),
    tags: mapOf("key", "value", "healthCheckTags"),
  }),
  "route53:HostedZone": entry("aws:route53/zone:Zone", {
    name: same("name"),
    vpcs: each({ vpcId: same("vpcId"), vpcRegion: same("vpcRegion") }, "vpcs"),
    tags: { ...tags, way: ["hostedZoneTags"] },
  }),
};
