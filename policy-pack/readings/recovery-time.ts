import type { ClusterInstanceArgs } from "@pulumi/aws/rds";
import type { RecordArgs } from "@pulumi/aws/route53";
import { groupRecords, readPlace } from "../../model/aws/record-sets";
import { Directory, Referrers } from "../../model/aws/references";
import { findRegion } from "../../model/aws/region";
import { isAlias, isRouted } from "../../model/aws/routing";
import { tokens } from "../../model/aws/tokens";
import type { Interruption } from "../../model/graph/interruption";
import { stated } from "../../model/graph/reading";
import type { Member, Plain, Stack } from "../../model/graph/stack";
import { Detections } from "./detection";
import { readAutomaticFailover } from "./failover-drivers";
import { type Cluster, type GlobalDatabase, gatherGlobalDatabases } from "./global-clusters";
import { atMost, longest, readEach, type Term, total } from "./recovery-term";

type DnsRecord = Member<Plain<RecordArgs>>;
type Reading = Generator<Interruption, void, void>;

/** The most that the laws of health checks and records let through, in seconds. */
export interface Lawful {
  readonly detection: number;
  readonly ttl: number;
}

/** How long it takes to make the standby serve, in seconds: AWS states no numbers. */
export interface Efforts {
  /** To have somebody promote the secondary of a global database. */
  readonly promotion: number;
  /** The same where the stack begins it by itself. */
  readonly automaticPromotion: number;
  /** For what begins it by itself to make up its mind, once the loss is detected. */
  readonly decision: number;
  /** To start the first instance of a cluster that has none. */
  readonly firstInstance: number;
  /** To start the first instance of an empty Auto Scaling group. */
  readonly launch: number;
}

const ttlName = "one TTL";

/** An alias is answered with the TTL of a load balancer. */
const aliasTtl = 60;

/** The records of names that have another answer when the first one fails. */
function* readFailingOver(stack: Stack, into: DnsRecord[]): Reading {
  const routed: DnsRecord[] = [];
  const read = (record: DnsRecord) => (isRouted(record.props) && leadsClients(record) ? record : undefined);
  yield* readEach(stack.of(tokens.record), read, routed);
  for (const { records, settled } of groupRecords(routed)) {
    yield* readEach(settled ? [] : records, readPlace, []);
    into.push(...(records.length > 1 ? records : []));
  }
}

/** False for a text: it tells something to whoever asks for it, and nobody connects by it. */
function leadsClients({ props }: DnsRecord): boolean {
  return String(props.type).toUpperCase() !== "TXT";
}

/** True for a record that answers while all is well. */
function answersFirst({ props }: DnsRecord): boolean {
  const role = props.failoverRoutingPolicies?.[0]?.type;
  return role === undefined ? props.weightedRoutingPolicies?.[0]?.weight !== 0 : role === "PRIMARY";
}

function ttlTerm({ urn, props }: DnsRecord, lawful: Lawful): Term | undefined {
  const { ttl } = props;
  if (typeof ttl === "number") {
    return atMost({ name: ttlName, seconds: ttl, urn, at: "ttl", got: ttl }, lawful.ttl);
  }
  return isAlias(props) ? { name: ttlName, seconds: aliasTtl, urn, at: "aliases", got: props.aliases } : undefined;
}

/**
 * The slowest detection and the longest TTL of the names that can fail over. A primary without a check, and a name
 * without a second answer, are other laws' to reject: here they take no time.
 */
export function* readTraffic(stack: Stack, lawful: Lawful, into: Term[]): Reading {
  const records: DnsRecord[] = [];
  yield* readFailingOver(stack, records);
  const detections = new Detections(stack);
  const detected: Term[] = [];
  const cached: Term[] = [];
  const detect = (record: DnsRecord) => {
    const check = answersFirst(record) ? detections.find(record) : undefined;
    const term = check && detections.of(check);
    return term?.name === "detection" ? atMost(term, lawful.detection) : term;
  };
  yield* readEach(records, detect, detected);
  yield* readEach(records, (record) => ttlTerm(record, lawful), cached);
  into.push(...[longest(detected), longest(cached)].filter((term) => term !== undefined));
}

/**
 * What the standby has to do first. Databases are promoted at the same time: the slowest counts. A promotion that begins
 * by itself goes on while clients still hold the old answer: of the two the longer counts.
 */
export function* readActivation(stack: Stack, efforts: Efforts, terms: Term[]): Reading {
  const databases = gatherGlobalDatabases(stack);
  yield* databases.unknown;
  const instances = new Referrers(
    stack.of(tokens.clusterInstance),
    "clusterIdentifier",
    new Directory(stack.of(tokens.cluster)),
  );
  const promotions: Term[] = [];
  const isAutomatic = yield* readAutomaticFailover(stack);
  const { promotion, automaticPromotion, decision } = efforts;
  const paces = { ...efforts, promotion: isAutomatic ? decision + automaticPromotion : promotion };
  yield* readEach(databases.values, (database) => promotionTerm(database, instances, paces), promotions);
  const launches: Term[] = [];
  const launch = (group: ReturnType<typeof groupsOf>[number]) => launchTerm(group, efforts.launch);
  yield* readEach(groupsOf(stack), launch, launches);
  const promoted = [longest(promotions)].filter((term) => term !== undefined);
  const sooner = isAutomatic ? besideDns(terms, promoted) : [...terms, ...promoted];
  terms.splice(0, terms.length, ...sooner, ...launches.slice(0, 1));
}

/** The waiting for one TTL and the promotion, of which the shorter is over when the longer is. */
function besideDns(traffic: readonly Term[], promoted: readonly Term[]): readonly Term[] {
  const dns = traffic.filter(({ name }) => name === ttlName);
  const shorter = total(promoted) < total(dns) ? promoted : dns;
  const isShorter = (term: Term) => promoted.length > 0 && shorter.includes(term);
  return [...traffic, ...promoted].map((term) => (isShorter(term) ? { ...term, meanwhile: true } : term));
}

/** A database in two regions takes writes in the second one only after it is promoted, and needs an instance for that. */
function promotionTerm(
  { global, members }: GlobalDatabase,
  instances: Referrers<Plain<ClusterInstanceArgs>, Cluster["props"]>,
  { promotion, firstInstance }: Efforts,
): Term | undefined {
  const [first] = members;
  if (first === undefined || new Set(members.map(findRegion)).size < 2) {
    return undefined;
  }
  const empty = members.some((member) => instances.of(member).length === 0 && instances.unknown.length === 0);
  const owner = global ?? first;
  return {
    name: empty ? "promotion of a database without an instance" : "promotion of the database",
    seconds: promotion + (empty ? firstInstance : 0),
    urn: owner.urn,
    at: "globalClusterIdentifier",
    got: stated(owner, "globalClusterIdentifier"),
  };
}

function groupsOf(stack: Stack) {
  return stack.of(tokens.autoScalingGroup);
}

function launchTerm(group: ReturnType<typeof groupsOf>[number], seconds: number): Term | undefined {
  const at = stated(group, "desiredCapacity") === undefined ? "minSize" : "desiredCapacity";
  const got = stated(group, at);
  return got === 0 ? { name: "the first instance of an empty group", seconds, urn: group.urn, at, got } : undefined;
}
