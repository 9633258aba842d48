import ipaddr from "ipaddr.js";
import { fullName, plainName, zoneName } from "../aws/record-sets";
import type { DnsRecord } from "../aws/records";
import { knownRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { attempt, known } from "../graph/reading";
import type { Member, Stack } from "../graph/stack";
import type { Tokens } from "../graph/tokens";
import { isUnknownValue } from "../graph/unknown";

/** What answers behind a name: a host, an address or a resource of the stack. */
export interface Target {
  /** Two targets with the same key are one. */
  readonly key: string;
  /** Undefined where nobody tells it. `everywhere`: it answers from many places and is not lost with a region. */
  readonly region: string | "everywhere" | undefined;
  /** Why it cannot answer for a name of another domain, if so. */
  readonly refuses?: string;
  /** The names that it answers for besides its own host; absent where they do not matter, or nobody tells them. */
  readonly answersFor?: readonly string[];
  readonly member?: Member;
}

/** Resources that answer a name, each by host names that AWS makes up. */
const frontDoors: readonly Tokens<unknown>[] = [
  tokens.loadBalancer,
  tokens.classicBalancer,
  tokens.restApiDomain,
  tokens.httpApiDomain,
  tokens.distribution,
  tokens.accelerator,
  tokens.address,
  tokens.instance,
  tokens.functionUrl,
  tokens.restApi,
  tokens.restApiStage,
  tokens.httpApi,
  tokens.httpApiStage,
];

const everywhere: readonly Tokens<unknown>[] = [tokens.distribution, tokens.accelerator];
const refusing: readonly (readonly [Tokens<unknown>, string])[] = [
  [tokens.functionUrl, "a function URL answers for its own host name only"],
  [tokens.restApi, "an API answers for its own host name only, without a custom domain"],
  [tokens.restApiStage, "an API answers for its own host name only, without a custom domain"],
  [tokens.httpApi, "an API answers for its own host name only, without a custom domain"],
  [tokens.httpApiStage, "an API answers for its own host name only, without a custom domain"],
];

function isOneOf(list: readonly Tokens<unknown>[], type: string): boolean {
  return list.some((tokens) => tokens.has(type));
}

/** Hosts that AWS answers from many places. */
const globalHost = /\.(cloudfront\.net|awsglobalaccelerator\.com)$/;
const apiHost = /^(?!d-)[a-z0-9]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;
const functionHost = /\.lambda-url\.[a-z0-9-]+\.on\.aws$/;
const awsHost = /\.(amazonaws\.com(\.cn)?|on\.aws|elasticbeanstalk\.com|awsapprunner\.com)$/;
const regionLabel = /^(?:.+-)?((?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[a-z]?)?-[a-z]+-\d)$/;

/** A host name or an address, by what its text says. */
export function readHost(text: string): Target {
  const host = plainName(hostOf(text)).replace(/^dualstack\./, "");
  const refuses = apiHost.test(host)
    ? "an API answers for its own host name only, without a custom domain"
    : functionHost.test(host)
      ? "a function URL answers for its own host name only"
      : undefined;
  const region = globalHost.test(host) ? "everywhere" : awsHost.test(host) ? regionIn(host) : undefined;
  return { key: host, region, ...(refuses ? { refuses } : {}) };
}

/** A label that is a region, or else one that ends with it: names that people chose stand before AWS's own labels. */
function regionIn(host: string): string | undefined {
  const found = host.split(".").flatMap((label) => {
    const region = regionLabel.exec(label)?.[1];
    return region === undefined ? [] : [{ region, isWhole: region === label }];
  });
  return (found.findLast(({ isWhole }) => isWhole) ?? found.at(-1))?.region;
}

function hostOf(text: string): string {
  return text.replace(/^https?:\/\//, "").replace(/[/?].*$/, "");
}

/** Finds what answers behind a record and what a health check asks. */
export class Targets {
  private readonly byHost = new Map<string, Member>();
  private readonly byName = new Map<string, DnsRecord[]>();
  /** Distributions whose origins are being looked for: an origin may lead back. */
  private readonly opening = new Set<string>();

  constructor(
    stack: Stack,
    private readonly records: readonly DnsRecord[],
  ) {
    for (const door of frontDoors.flatMap((tokens) => stack.of(tokens))) {
      for (const host of hostsOf(door as Member)) {
        this.byHost.set(host, door as Member);
      }
    }
    for (const record of records) {
      const name = nameOf(record);
      if (name !== undefined) {
        this.byName.set(name, [...(this.byName.get(name) ?? []), record]);
      }
    }
  }

  /** The records of this stack that answer for a host. */
  recordsOf(host: string): readonly DnsRecord[] {
    return this.byName.get(plainName(hostOf(host))) ?? [];
  }

  /** What a record leads to; empty when it leads nowhere. Throws while that is unknown. */
  of(record: DnsRecord, seen: readonly DnsRecord[] = []): readonly Target[] {
    const { props } = record;
    const [alias] = props.aliases ?? [];
    if (alias !== undefined) {
      return this.from(record, "aliases", () => alias.name, [...seen, record]);
    }
    const values = props.records ?? [];
    const found = Array.from({ length: values.length }, (_, index) =>
      this.from(record, "records", () => values[index], [...seen, record]),
    ).flat();
    return unique(found);
  }

  /** What a value leads to: a host as text, or the resource that its text will come from. */
  from(
    holder: { sourcesOf(property: string): readonly Member[] },
    property: string,
    read: () => unknown,
    seen: readonly DnsRecord[] = [],
  ): readonly Target[] {
    const value = attempt(read);
    if (typeof value === "string") {
      return value === "" ? [] : this.named(value, seen);
    }
    const doors = holder.sourcesOf(property).filter(({ type }) => isOneOf(frontDoors, type));
    if (doors.length > 0) {
      return unique(narrow(doors).map((door) => this.target(door)));
    }
    const names = holder.sourcesOf(property).filter(({ type }) => tokens.record.has(type));
    const chained = this.records.filter(
      (record) => names.some(({ urn }) => urn === record.owner.urn) && !seen.includes(record),
    );
    if (chained.length > 0) {
      return unique(chained.flatMap((record) => this.of(record, seen)));
    }
    const makers = holder.sourcesOf(property).filter((source) => knownRegion(source) !== undefined);
    if (makers.length === 1) {
      return makers.map((maker) => this.target(maker));
    }
    if (isUnknownValue(value)) {
      throw value;
    }
    return [];
  }

  private target(member: Member): Target {
    const refuses = refusing.find(([tokens]) => tokens.has(member.type))?.[1];
    const answersFor = namesServed(member);
    const region = tokens.distribution.has(member.type)
      ? (this.originRegion(member) ?? "everywhere")
      : isOneOf(everywhere, member.type)
        ? "everywhere"
        : knownRegion(member);
    return { key: member.urn, region, member, ...(refuses ? { refuses } : {}), ...(answersFor ? { answersFor } : {}) };
  }

  /** The one region in which all origins of a distribution are: what it answers is lost with it. */
  private originRegion(distribution: Member): string | undefined {
    if (this.opening.has(distribution.urn)) return undefined;
    this.opening.add(distribution.urn);
    const origins = known(() => new Block([], () => distribution.props).children("origin")) ?? [];
    const found = origins.map((origin) =>
      known(() => this.from(distribution, "origins", () => origin.read("domainName"))),
    );
    this.opening.delete(distribution.urn);
    const regions = new Set(found.flatMap((targets) => targets?.map(({ region }) => region) ?? [undefined]));
    const [only] = regions;
    return regions.size === 1 ? only : undefined;
  }

  private named(text: string, seen: readonly DnsRecord[]): readonly Target[] {
    const host = plainName(hostOf(text));
    const member = this.byHost.get(host.replace(/^dualstack\./, ""));
    if (member !== undefined) {
      return [this.target(member)];
    }
    const chained = this.recordsOf(host).filter((record) => !seen.includes(record));
    return chained.length > 0 ? unique(chained.flatMap((record) => this.of(record, seen))) : [readHost(text)];
  }
}

/** The full name of a record; undefined while it is unknown. */
export function nameOf(record: DnsRecord): string | undefined {
  const like = { urn: record.urn, props: record.props, sourcesOf: (property: string) => record.sourcesOf(property) };
  const name = known(() => record.props.name);
  return typeof name === "string" ? fullName(name, zoneName(like)) : undefined;
}

/** An API's stage and its API are one door: the domain in front of both speaks for them. */
function narrow(doors: readonly Member[]): readonly Member[] {
  const speaking = doors.filter(({ type }) => !refusing.some(([tokens]) => tokens.has(type)));
  return speaking.length > 0 ? speaking : doors.slice(0, 1);
}

/** The names of a custom domain or a distribution; undefined for what answers any name, and while they are unknown. */
function namesServed({ type, props }: Member): readonly string[] | undefined {
  if (tokens.restApiDomain.has(type) || tokens.httpApiDomain.has(type)) {
    const name = known(() => props.domainName);
    return typeof name === "string" ? [plainName(name)] : undefined;
  }
  const aliases = tokens.distribution.has(type) ? known(() => props.aliases) : undefined;
  if (!Array.isArray(aliases)) return undefined;
  const names = Array.from({ length: aliases.length }, (_, index) => known(() => aliases[index]));
  return names.every((name) => typeof name === "string") ? names.map(plainName) : undefined;
}

/** True for a target that refuses a name: it answers for others only. A star stands for one label. */
export function answersForOthers({ answersFor }: Target, name: string): boolean {
  const wider = name.replace(/^[^.]+/, "*");
  return answersFor !== undefined && answersFor.length > 0 && !answersFor.some((one) => one === name || one === wider);
}

/** The hosts of a front door that are known: after deployment, or where the program chose them. */
function hostsOf({ type, props }: Member): readonly string[] {
  const shared = ["dnsName", "regionalDomainName", "cloudfrontDomainName", "publicIp", "publicDns", "functionUrl"];
  const keys = tokens.distribution.has(type) ? [...shared, "domainName"] : shared;
  const values = [...keys.map((key) => known(() => props[key])), ...configuredHosts(props)];
  return values.flatMap((value) =>
    typeof value === "string" && value !== "" ? [plainName(hostOf(value)).replace(/^dualstack\./, "")] : [],
  );
}

/** A domain of an HTTP API keeps its regional host in its configuration. */
function configuredHosts(props: Readonly<Record<string, unknown>>): readonly unknown[] {
  const configuration = known(() => props.domainNameConfiguration) as
    | { readonly targetDomainName?: unknown }
    | undefined;
  return [known(() => configuration?.targetDomainName)];
}

function unique(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((target) => [target.key, target])).values()];
}

/** How two answers stand to each other when a region is lost. */
export type Relation = "no target" | "one target" | "one region" | "apart" | "untold";

export function relationOf(some: readonly Target[], others: readonly Target[]): Relation {
  const isShared = (target: Target) => others.some(({ key }) => key === target.key);
  if (some.length > 0 && some.every(isShared)) {
    return some.every(isForeign) ? "untold" : "one target";
  }
  if (some.length === 0 || others.length === 0) {
    return "no target";
  }
  const regions = [...some, ...others].map(({ region }) => region);
  if (regions.includes("everywhere")) {
    return "apart";
  }
  if (regions.includes(undefined)) {
    return oneProvider(some, others) ? "one region" : "untold";
  }
  const lost = new Set(some.map(({ region }) => region));
  return others.every(({ region }) => lost.has(region)) ? "one region" : "apart";
}

/** A host of which nobody tells what is behind it: it may fail over by itself. */
function isForeign({ key, region, member }: Target): boolean {
  return region === undefined && member === undefined && !ipaddr.isValid(key);
}

/** Resources of one provider are in one region, even where nobody tells which. */
function oneProvider(some: readonly Target[], others: readonly Target[]): boolean {
  const providers = [...some, ...others].map(({ member }) => member && (ownRegion(member) ?? member.provider?.urn));
  return providers[0] !== undefined && new Set(providers).size === 1;
}

function ownRegion(member: Member): string | undefined {
  const region = known(() => member.props.region);
  return typeof region === "string" && region !== "" ? region : undefined;
}
