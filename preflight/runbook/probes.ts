import type { HealthCheckArgs } from "@pulumi/aws/route53";
import type { RecordSet } from "../../model/aws/record-sets";
import type { DnsRecord } from "../../model/aws/records";
import { isFedBy, type Kind, sourceOf } from "../../model/aws/sources";
import { tokens } from "../../model/aws/tokens";
import { finish } from "../../model/graph/gathering";
import { known } from "../../model/graph/reading";
import type { Member, Plain, Stack } from "../../model/graph/stack";
import { regionOf } from "../../model/recovery/crossings";
import { answersFirst, openNames } from "../../model/recovery/names";
import { nameOf } from "../../model/recovery/targets";
import { shellWord } from "./words";

/** How Route 53 asks: the scheme, the port and the path of a health check over HTTP. */
interface Probe {
  readonly scheme: string;
  readonly port: string;
  readonly path: string;
}

/** What a person asks from outside: the names that fail over, and the standby's own endpoints, as its health checks do. */
export function probesOf(stack: Stack, standby: string): readonly string[] {
  const { hosts, checks } = namesOf(stack);
  const asked = probeOfNames(stack, checks);
  const endpoints = stack.of(tokens.healthCheck).flatMap((check) => {
    const probe = probeOf(check);
    const host = probe === undefined ? undefined : hostIn(standby, check);
    return probe === undefined || host === undefined ? [] : [ask(probe, host)];
  });
  return [
    ...hosts.map((host) => `dig +short ${shellWord(host)}`),
    ...hosts.map((host) => ask(asked, shellWord(host))),
    ...new Set(endpoints),
  ];
}

/** The names that fail over, and the health checks of the answers that are given first. */
function namesOf(stack: Stack) {
  const names = finish(openNames(stack));
  const sets: RecordSet<DnsRecord>[] = [];
  finish(names.readSets(sets));
  const records = sets.flatMap((set) => set.records);
  const first = records.filter((record) => known(() => answersFirst(record)) === true);
  return {
    hosts: [...new Set(records.flatMap((record) => nameOf(record) ?? []))],
    checks: first.flatMap((record) => known(() => names.checks.of(record)) ?? []),
  };
}

type Check = Member<Plain<HealthCheckArgs>>;

function probeOf({ props }: Check): Probe | undefined {
  const type = String(known(() => props.type));
  const scheme = type.startsWith("HTTPS") ? "https" : type.startsWith("HTTP") ? "http" : undefined;
  const port = known(() => props.port);
  const usual = scheme === "https" ? 443 : 80;
  return scheme === undefined
    ? undefined
    : {
        scheme,
        port: port === undefined || port === usual ? "" : `:${port}`,
        path: known(() => props.resourcePath) ?? "/",
      };
}

/**
 * A name that leads to the load balancers that its checks ask is asked as they are. What other checks ask (a function URL,
 * a stage of an API) answers under paths of its own: of the name its root is asked, where any answer is one.
 */
function probeOfNames(stack: Stack, checks: readonly Check[]): Probe {
  const asking = checks.flatMap((check) => [check, ...childrenOf(stack, check)]);
  const check = asking.find((each) => sourceOf(each, "fqdn", tokens.loadBalancer) !== undefined);
  const isPlain =
    stack.of(tokens.loadBalancer).length > 0 &&
    !stack.of(tokens.listener).some(({ props }) => known(() => props.protocol) === "HTTPS");
  const root = { scheme: isPlain ? "http" : "https", port: "", path: "/" };
  return check === undefined ? root : (probeOf(check) ?? root);
}

/** The health checks that a calculated one reads. */
function childrenOf(stack: Stack, check: Check): readonly Check[] {
  return stack.of(tokens.healthCheck).filter((child) => isFedBy(check, "childHealthchecks", child));
}

/** The host that a health check asks in a region; a word of a shell, that finds out what only a deployment knows. */
function hostIn(region: string, check: Check): string | undefined {
  const found = FINDERS.flatMap(({ doors, find }) => {
    const door = sourceOf(check, "fqdn", doors);
    return door !== undefined && regionOf(door) === region ? [find(door, region)] : [];
  });
  const host = known(() => check.props.fqdn);
  return found.length === 0 ? undefined : host === undefined ? found[0] : shellWord(host);
}

const FINDERS: readonly {
  readonly doors: Kind;
  readonly find: (door: Member, region: string) => string | undefined;
}[] = [
  {
    doors: tokens.loadBalancer,
    find: ({ props }, region) =>
      output(
        known(() => props.name),
        (name) =>
          `aws elbv2 describe-load-balancers --region ${region} --names ${name} --query 'LoadBalancers[0].DNSName' --output text`,
      ),
  },
  {
    doors: tokens.functionUrl,
    find: ({ props }, region) =>
      output(
        known(() => props.functionName),
        (name) =>
          `aws lambda get-function-url-config --region ${region} --function-name ${name}${aliasOf(props)} --query FunctionUrl --output text | cut -d / -f 3`,
      ),
  },
  {
    doors: tokens.restApi,
    find: ({ props }, region) => {
      const id = output(
        known(() => props.name),
        (name) =>
          `aws apigateway get-rest-apis --region ${region} --query "items[?name=='"${name}"'].id" --output text`,
      );
      return id === undefined ? undefined : `${id}.execute-api.${region}.amazonaws.com`;
    },
  },
];

/** The option that names the alias or version which a function URL leads to. */
function aliasOf(props: Member["props"]): string {
  const alias = known(() => props.qualifier);
  return typeof alias === "string" ? ` --qualifier ${shellWord(alias)}` : "";
}

function output(name: unknown, command: (name: string) => string): string | undefined {
  return typeof name === "string" ? `"$(${command(shellWord(name))})"` : undefined;
}

function ask({ scheme, port, path }: Probe, host: string): string {
  return `curl -sS -m 10 -o /dev/null -w '%{http_code}\\n' ${scheme}://${host}${port}${shellWord(path)}`;
}
