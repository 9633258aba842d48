import type { Interruption } from "../../../model/graph/interruption";
import type { Stack } from "../../../model/graph/stack";
import { isUnknownValue } from "../../../model/graph/unknown";
import { readDataLoss, usualLoss } from "../../../model/recovery/rpo";
import { readRecoveryTime } from "../../../model/recovery/rto";
import { usualEfforts } from "../../../model/recovery/standby";
import { isCounted, type Term } from "../../../model/recovery/term";
import { openStack } from "../../../policy-pack/engine/stack";
import { given, inEast, inWest, unknownText } from "../../policy-pack/given";
import { stackOf } from "../../policy-pack/show";

export { given, inEast, inWest, unknownText };

type Given = Parameters<typeof stackOf>[0];

export function stackFrom(...resources: Given): Stack {
  return openStack(stackOf(resources)).stack;
}

const nameOf = (urn: string) => urn.split("::").at(-1);

/** What is counted, as `name seconds resource path`, and what is unknown, as `? resource path`. */
function inWords(terms: readonly Term[], unknown: readonly Interruption[]): readonly string[] {
  const known = terms.filter(isCounted).map(({ name, seconds, urn, at }) => `${name} ${seconds} ${nameOf(urn)} ${at}`);
  const lost = unknown.map(({ cause, urn = "" }) => {
    const props = isUnknownValue(cause) ? cause.props.map(String).join(".") : String(cause);
    return `? ${nameOf(urn)} ${props}`;
  });
  return [...known, ...lost];
}

export function recoveryTime(...resources: Given): readonly string[] {
  const reading = readRecoveryTime(stackFrom(...resources), usualEfforts);
  const unknown: Interruption[] = [];
  for (;;) {
    const step = reading.next();
    if (step.done === true) {
      return inWords(step.value.terms, unknown);
    }
    unknown.push(step.value);
  }
}

export function dataLoss(...resources: Given): readonly string[] {
  const terms: Term[] = [];
  const unknown = [...readDataLoss(stackFrom(...resources), usualLoss, terms)];
  return inWords(terms, unknown);
}

/** Two load balancers, one a region. */
export const balancers = [
  given("aws:lb/loadBalancer:LoadBalancer", "front-east", { subnets: ["s-1", "s-2"] }, inEast),
  given("aws:lb/loadBalancer:LoadBalancer", "front-west", { subnets: ["s-3", "s-4"] }, inWest),
];

/** A check that asks a balancer whose host is not known yet. */
export const check = (name: string, target: string, props: object = {}) =>
  given(
    "aws:route53/healthCheck:HealthCheck",
    name,
    { type: "HTTPS", fqdn: unknownText, requestInterval: 30, failureThreshold: 3, ...props },
    { sources: { fqdn: [target] } },
  );

export const record = (name: string, target: string, props: object, checkName?: string) =>
  given(
    "aws:route53/record:Record",
    name,
    {
      zoneId: "Z1",
      name: "pay.example.org",
      type: "CNAME",
      ttl: 60,
      setIdentifier: name,
      records: [unknownText],
      ...(checkName === undefined ? {} : { healthCheckId: unknownText }),
      ...props,
    },
    { sources: { records: [target], ...(checkName === undefined ? {} : { healthCheckId: [checkName] }) } },
  );

export const first = { failoverRoutingPolicies: [{ type: "PRIMARY" }] };
export const second = { failoverRoutingPolicies: [{ type: "SECONDARY" }] };
export const standby = record("west", "front-west", second);

/** A right failover between two balancers, by this check of the first one. */
export const pairBy = (...checks: Given) => [
  ...balancers,
  ...checks,
  record("east", "front-east", first, checks.at(-1)?.name ?? ""),
  standby,
];
