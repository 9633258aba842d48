import type { ClusterInstanceArgs } from "@pulumi/aws/rds";
import { areApart, Directory, Referrers } from "../aws/references";
import { findRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { unknowable } from "../graph/interruption";
import { known, stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { type Cluster, findSecondaries, type GlobalDatabase, gatherGlobalDatabases } from "./databases";
import { decision } from "./delays";
import { type Distribution, sumOf } from "./distribution";
import { readAutomaticFailover } from "./drivers";
import { estimatedBy } from "./estimated";
import {
  acknowledgement,
  aurora,
  auroraAutomaticPromotion,
  auroraFirstInstance,
  auroraPromotion,
  type Estimate,
  failoverDecision,
  instanceLaunch,
} from "./estimates";
import { notificationOf } from "./notification";
import { longest, type Reading, readEach, type Stage, type Term, total } from "./term";

const failover = aurora.failover.distribution;

/** How long it takes to make the standby serve, in seconds. AWS states no numbers: a team puts its own measurements here. */
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
  /**
   * Until nine of ten clients are served by the other answer, from a health check's status on. 0 where nobody has measured
   * it: then the TTL counts, and what is assumed of resolvers and clients.
   */
  readonly clientMove: number;
}

export const usualEfforts: Efforts = {
  promotion: auroraPromotion.seconds,
  automaticPromotion: auroraAutomaticPromotion.seconds,
  decision: failoverDecision.seconds,
  firstInstance: auroraFirstInstance.seconds,
  launch: instanceLaunch.seconds,
  clientMove: 0,
};

/** The settings of `recovery-limit-rto` by which a profile states them. */
export const effortSettings: Readonly<Record<keyof Efforts, string>> = {
  promotion: "promotionSeconds",
  automaticPromotion: "automaticPromotionSeconds",
  decision: "decisionSeconds",
  firstInstance: "firstInstanceSeconds",
  launch: "launchSeconds",
  clientMove: "clientMoveSeconds",
};

/** A team's own measurement stands for itself; an estimate varies as the facts of a drill say. */
function measured(stage: Stage, seconds: number, { seconds: usual }: Estimate, varies: Distribution) {
  return seconds === usual ? { stage, varies } : { stage };
}

/** What the standby has to do before it serves, beside and after DNS. */
export interface Activation {
  /** The promotion of the database that takes longest: all are promoted at the same time. */
  readonly promotion: readonly Term[];
  /** It begins without anybody, and goes on while clients still hold the old answer. */
  readonly isAutomatic: boolean;
  /** What has to be started beside it. */
  readonly launch: readonly Term[];
}

/**
 * `primaryRegion`: where the first answers are, if that is one region. What runs there need not be started elsewhere.
 * `detection`: seconds until health checks see the loss.
 */
export function* readActivation(
  stack: Stack,
  efforts: Efforts,
  primaryRegion: string | undefined,
  detection: number,
): Generator<Reading extends Generator<infer I> ? I : never, Activation, void> {
  const databases = gatherGlobalDatabases(stack);
  yield* databases.unknown;
  const instances = new Referrers(
    stack.of(tokens.clusterInstance),
    "clusterIdentifier",
    new Directory(stack.of(tokens.cluster)),
  );
  const isAutomatic = yield* readAutomaticFailover(stack, databases.values);
  const promotions: (readonly Term[])[] = [];
  const told = notificationOf(stack, primaryRegion, detection);
  const read = (database: GlobalDatabase) => promotionTerms(database, instances, efforts, isAutomatic, told);
  yield* readEach(databases.values, read, promotions);
  const launches: Term[] = [];
  const isInPrimary = (group: Member<unknown>) =>
    primaryRegion !== undefined && (findRegion(group) ?? unknowable("region")) === primaryRegion;
  yield* readEach(
    stack.of(tokens.autoScalingGroup),
    (group) => {
      const term = launchTerm(group, efforts.launch);
      return term === undefined || isInPrimary(group) ? undefined : term;
    },
    launches,
  );
  const [promotion = []] = promotions.sort((one, other) => total(other) - total(one));
  const launch = longest(launches);
  return { promotion, isAutomatic, launch: launch === undefined ? [] : [launch] };
}

/** A database in two regions takes writes in the second one only after it is promoted, and needs an instance for that. */
function promotionTerms(
  database: GlobalDatabase,
  instances: Referrers<Plain<ClusterInstanceArgs>, Cluster["props"]>,
  efforts: Efforts,
  isAutomatic: boolean,
  told: Distribution,
): readonly Term[] | undefined {
  const { global, members } = database;
  const [first] = members;
  if (first === undefined || !areApart(members)) {
    return undefined;
  }
  const owner = global ?? first;
  const place = { urn: owner.urn, at: "globalClusterIdentifier", got: stated(owner, "globalClusterIdentifier") };
  const manual: Term = {
    ...place,
    name: "promotion of the database",
    seconds: efforts.promotion,
    ...estimatedBy(efforts.promotion, auroraPromotion, effortSettings.promotion),
    ...measured("person", efforts.promotion, auroraPromotion, sumOf(told, acknowledgement.distribution, failover)),
  };
  const automatic: readonly Term[] = [
    {
      ...place,
      name: "decision to fail over",
      seconds: efforts.decision,
      ...estimatedBy(efforts.decision, failoverDecision, effortSettings.decision),
      ...measured("database", efforts.decision, failoverDecision, decision),
    },
    {
      ...place,
      name: "automatic promotion of the database",
      seconds: efforts.automaticPromotion,
      ...estimatedBy(efforts.automaticPromotion, auroraAutomaticPromotion, effortSettings.automaticPromotion),
      ...measured("database", efforts.automaticPromotion, auroraAutomaticPromotion, failover),
    },
  ];
  const empty = (findSecondaries(database) ?? members).find(
    (member) => instances.of(member).length === 0 && instances.unknown.length === 0,
  );
  const start = empty && {
    urn: empty.urn,
    at: "clusterIdentifier",
    got: known(() => empty.props.clusterIdentifier),
    name: "first instance of a cluster without one",
    seconds: efforts.firstInstance,
    ...estimatedBy(efforts.firstInstance, auroraFirstInstance, effortSettings.firstInstance),
    ...measured("database", efforts.firstInstance, auroraFirstInstance, aurora.firstInstance.distribution),
  };
  return [...(isAutomatic ? automatic : [manual]), ...(start === undefined ? [] : [start])];
}

function launchTerm(
  group: Member<Plain<import("@pulumi/aws/autoscaling").GroupArgs>>,
  seconds: number,
): Term | undefined {
  const at = stated(group, "desiredCapacity") === undefined ? "minSize" : "desiredCapacity";
  const got = stated(group, at);
  const name = "the first instance of an empty group";
  const varies = measured("capacity", seconds, instanceLaunch, instanceLaunch.distribution);
  return got === 0
    ? {
        name,
        seconds,
        urn: group.urn,
        at,
        got,
        ...estimatedBy(seconds, instanceLaunch, effortSettings.launch),
        ...varies,
      }
    : undefined;
}
