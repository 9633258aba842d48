import { isGrant, Mentions } from "../../model/aws/mentions";
import { type DnsRecord, statedRole, statedWeight } from "../../model/aws/records";
import { findTag } from "../../model/aws/tags";
import { tokens } from "../../model/aws/tokens";
import { finish } from "../../model/graph/gathering";
import { known } from "../../model/graph/reading";
import type { Member } from "../../model/graph/stack";
import {
  type Crossing,
  type CrossingKind,
  crossingsOf,
  regionOf,
  replicaRegions,
} from "../../model/recovery/crossings";
import { leadsClients, type Names, openNames } from "../../model/recovery/names";
import type { GraphResource, Urn } from "../graph";
import { graphOf } from "../recovery/graph-of";
import { drawnOf } from "./places";
import { isListed, nounOf, serviceOf, type Tier } from "./services";

/** How often the verdict speaks of something. */
export interface Mark {
  readonly mandatory: number;
  readonly advisory: number;
  readonly undetermined: number;
}

export interface Row {
  readonly text: string;
  readonly mark: Mark;
}

/** A service in a region, or in none. */
export interface Box {
  readonly service: string;
  readonly title: string;
  readonly tier: Tier;
  /** A region, or empty. */
  readonly region: string;
  /** Resources by name: those that the verdict speaks of, then those worth a line. */
  readonly rows: readonly Row[];
  /** What is not listed, counted. */
  readonly rest: string;
  readonly mark: Mark;
  readonly resources: number;
}

export interface Lane {
  readonly region: string;
  /** What most of its resources are tagged. */
  readonly role: string;
}

export interface Link {
  readonly kind: "traffic" | "use" | "replication";
  readonly from: Pick<Box, "service" | "region">;
  readonly to: Pick<Box, "service" | "region">;
  readonly label: string;
  readonly both: boolean;
}

/** A stack, as services in regions and what goes between them. */
export interface Picture {
  /** The primary first. */
  readonly lanes: readonly Lane[];
  readonly boxes: readonly Box[];
  readonly links: readonly Link[];
}

const MAX_ROWS = 5;
const NO_MARK: Mark = { mandatory: 0, advisory: 0, undetermined: 0 };

/** What stands beside a line between regions. */
const LABELS: Readonly<Record<CrossingKind, string>> = {
  table: "global table",
  secret: "replica",
  objects: "replication",
  "objects in time": "replication, 15 min",
  database: "global database",
  key: "multi-region key",
  events: "events",
  backups: "backup copies",
  peering: "peering",
};

/** Tiers between which a use is drawn: a picture of every reference would show nothing. */
const USERS: readonly Tier[] = ["entry", "compute", "messaging"];
const USED: readonly Tier[] = ["entry", "compute", "messaging", "data"];

/** Draws nothing yet: says what there is to draw. `marks` is by URN. */
export function pictureOf(resources: readonly GraphResource[], marks: ReadonlyMap<Urn, Mark>): Picture {
  return new Painter(resources, marks).paint();
}

class Painter {
  private readonly mentions: Mentions;
  private readonly names: Names;
  private readonly crossings: readonly Crossing[];
  private readonly replicas: ReadonlyMap<Member<unknown>, readonly string[]>;
  private readonly recordsByUrn: ReadonlyMap<Urn, DnsRecord>;
  private readonly byUrn: ReadonlyMap<Urn, Member>;
  private readonly drawn: readonly Member[];

  constructor(
    private readonly resources: readonly GraphResource[],
    private readonly marks: ReadonlyMap<Urn, Mark>,
  ) {
    const stack = graphOf(resources);
    this.mentions = new Mentions(stack);
    this.names = finish(openNames(stack)); // what hides one is the policies' to say
    this.recordsByUrn = new Map(this.names.records.map((record) => [record.urn, record]));
    this.crossings = crossingsOf(stack);
    this.replicas = replicaRegions(stack);
    this.byUrn = drawnOf(resources, stack.all());
    this.drawn = [...this.byUrn.values()].sort((left, right) => (left.urn < right.urn ? -1 : 1));
  }

  paint(): Picture {
    const lanes = this.lanes();
    const boxes = this.boxes(lanes);
    const isDrawn = ({ service, region }: Link["from"]) =>
      boxes.some((box) => box.service === service && box.region === region);
    const links = joinLinks([...this.replications(), ...this.traffic(), ...withoutShortCuts(this.uses(), boxes)]);
    return { lanes, boxes, links: links.filter(({ from, to }) => isDrawn(from) && isDrawn(to)) };
  }

  private lanes(): readonly Lane[] {
    const inRegions = this.drawn.filter((resource) => regionOf(resource) !== "");
    const regions = new Set([
      ...inRegions.map((resource) => regionOf(resource)),
      ...this.crossings.map(({ to }) => to),
    ]);
    const lanes = [...regions].sort().map((region) => ({
      region,
      role: mostFrequent(
        inRegions.filter((resource) => regionOf(resource) === region).flatMap((resource) => this.roleOf(resource)),
      ),
    }));
    const rank = ({ role }: Lane) => (role === "primary" ? 0 : 1);
    return lanes.sort((left, right) => rank(left) - rank(right));
  }

  private roleOf(resource: Member): readonly string[] {
    const role = known(() => findTag(resource, "DR-Role"));
    return ["primary", "secondary"].filter((word) => word === role);
  }

  private boxes(lanes: readonly Lane[]): readonly Box[] {
    const groups = new Map<string, Member[]>();
    for (const resource of this.drawn) {
      const key = JSON.stringify([regionOf(resource), serviceOf(resource.type).id]);
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [resource]);
      } else {
        group.push(resource);
      }
    }
    const boxes = [...groups.values()].map((group) => this.box(group));
    const replicas = this.replicaBoxes(boxes, lanes);
    const isReplaced = ({ service, region }: Box) =>
      replicas.some((replica) => replica.service === service && replica.region === region);
    return [...boxes.filter((box) => !isReplaced(box)), ...replicas, ...this.stackBox()];
  }

  private box(group: readonly Member[]): Box {
    const [first] = group;
    const service = serviceOf(first?.type ?? "");
    const listed = group.filter((resource) => this.isShown(resource));
    const shown = [...listed].sort((left, right) => weight(this.markOf(right)) - weight(this.markOf(left)));
    const rows = shown
      .slice(0, MAX_ROWS)
      .map((resource) => ({ text: this.describe(resource), mark: this.markOf(resource) }));
    const listedFirst = new Set(shown.slice(0, MAX_ROWS));
    const hidden = group.filter((resource) => !listedFirst.has(resource));
    return {
      service: service.id,
      title: service.title,
      tier: service.tier,
      region: first === undefined ? "" : regionOf(first),
      rows,
      rest: countNouns(hidden, rows.length > 0),
      mark: sum(group.map((resource) => this.markOf(resource))),
      resources: group.length,
    };
  }

  /** A resource's name, and of what steers a failover what it is set to. */
  private describe(resource: Member): string {
    const record = this.recordsByUrn.get(resource.urn);
    if (record !== undefined && tokens.record.has(resource.type)) {
      const ttl = known(() => record.props.ttl);
      const parts = [routingOf(record), ttl === undefined ? "" : `TTL ${ttl} s`].filter((part) => part !== "");
      return parts.length === 0 ? resource.name : `${resource.name}: ${parts.join(", ")}`;
    }
    if (tokens.healthCheck.has(resource.type)) {
      const [interval, threshold] = ["requestInterval", "failureThreshold"].map((key) =>
        known(() => resource.props[key]),
      );
      const isSet = interval !== undefined && threshold !== undefined;
      return isSet ? `${resource.name}: ${threshold} × ${interval} s` : resource.name;
    }
    return resource.name;
  }

  private isShown(resource: Member): boolean {
    return isListed(resource.type) || weight(this.markOf(resource)) > 0;
  }

  private markOf({ urn }: { readonly urn: Urn }): Mark {
    return this.marks.get(urn) ?? NO_MARK;
  }

  /** A replica belongs to a resource of another region: it has a box there even when nothing else of its service is. */
  private replicaBoxes(boxes: readonly Box[], lanes: readonly Lane[]): readonly Box[] {
    const replicas = this.drawn.flatMap((resource) =>
      (this.replicas.get(resource) ?? []).map((region) => ({ resource, region, service: serviceOf(resource.type) })),
    );
    return lanes.flatMap(({ region }) => {
      const here = replicas.filter((replica) => replica.region === region);
      const services = new Set(here.map(({ service }) => service));
      return [...services]
        .filter(({ id }) => !boxes.some((box) => box.region === region && box.service === id && box.rows.length > 0))
        .map(({ id, title, tier }) => {
          const names = here
            .filter(({ service }) => service.id === id)
            .map(({ resource }) => `${resource.name} (replica)`);
          const own = boxes.find((box) => box.region === region && box.service === id);
          return {
            service: id,
            title,
            tier,
            region,
            rows: names.slice(0, MAX_ROWS).map((text) => ({ text, mark: NO_MARK })),
            rest: [names.length > MAX_ROWS ? `+ ${names.length - MAX_ROWS} replicas` : "", own?.rest ?? ""]
              .join(" ")
              .trim(),
            mark: own?.mark ?? NO_MARK,
            resources: own?.resources ?? 0,
          };
        });
    });
  }

  /** What is said of the stack itself, of a component or a provider. */
  private stackBox(): readonly Box[] {
    const others = this.resources.filter(({ urn }) => !this.byUrn.has(urn));
    const marked = others.filter((resource) => weight(this.markOf(resource)) > 0);
    return marked.length === 0
      ? []
      : [
          {
            service: "stack",
            title: "The stack itself",
            tier: "other",
            region: "",
            rows: marked.slice(0, MAX_ROWS).map((resource) => ({ text: resource.name, mark: this.markOf(resource) })),
            rest: marked.length > MAX_ROWS ? `+ ${marked.length - MAX_ROWS} more` : "",
            mark: sum(marked.map((resource) => this.markOf(resource))),
            resources: marked.length,
          },
        ];
  }

  private replications(): readonly Link[] {
    return this.crossings.map(({ owner, kind, from, to, both }): Link => {
      const service = serviceOf(owner.type).id;
      return {
        kind: "replication",
        from: { service, region: from },
        to: { service, region: to },
        label: LABELS[kind],
        both,
      };
    });
  }

  /** From each name to what answers behind it in a region. */
  private traffic(): readonly Link[] {
    return this.names.records
      .filter((record) => known(() => leadsClients(record)) !== false)
      .flatMap((record) =>
        (known(() => this.names.targets.of(record)) ?? [])
          .flatMap(({ member }) => member ?? [])
          .filter((target) => regionOf(target) !== "")
          .map((target): Link => {
            return {
              kind: "traffic",
              from: { service: "route53", region: "" },
              to: { service: serviceOf(target.type).id, region: regionOf(target) },
              label: routingOf(record),
              both: false,
            };
          }),
      );
  }

  private uses(): readonly Link[] {
    return this.drawn
      .filter((user) => USERS.includes(serviceOf(user.type).tier) && regionOf(user) !== "" && !isGrant(user.type))
      .flatMap((resource) => this.usedBy(resource).flatMap((target) => this.use(resource, target)));
  }

  /** What ties a function to its caller depends on all that the function depends on, and uses the function alone. */
  private usedBy(resource: Member): readonly Member[] {
    const targets = this.mentions.through(resource);
    const isMain = ({ type }: Member) => isListed(type);
    const machines = targets.filter((target) => serviceOf(target.type).tier === "compute" && isMain(target));
    return isMain(resource) || machines.length === 0 ? targets : machines;
  }

  /** Within a region: a replica of the target there counts as the target. */
  private use(resource: Member, target: Member): readonly Link[] {
    const [user, used] = [serviceOf(resource.type), serviceOf(target.type)];
    const region = regionOf(resource);
    const isHere = regionOf(target) === region || this.replicas.get(target)?.includes(region) === true;
    if (!this.byUrn.has(target.urn) || !USED.includes(used.tier) || user.id === used.id || !isHere) {
      return [];
    }
    return [
      { kind: "use", from: { service: user.id, region }, to: { service: used.id, region }, label: "", both: false },
    ];
  }
}

/** Where requests go through a function, what stands before it does not use what stands behind. */
function withoutShortCuts(uses: readonly Link[], boxes: readonly Box[]): readonly Link[] {
  const tiers = new Map(boxes.map(({ service, tier }) => [service, tier]));
  const isUse = ({ from, to }: Link, user: Tier, used: Tier) =>
    tiers.get(from.service) === user && tiers.get(to.service) === used;
  return uses.filter(
    (link) =>
      !isUse(link, "entry", "data") ||
      !uses.some((other) => isUse(other, "entry", "compute") && other.from.region === link.from.region),
  );
}

function sum(marks: readonly Mark[]): Mark {
  return marks.reduce(
    (total, mark) => ({
      mandatory: total.mandatory + mark.mandatory,
      advisory: total.advisory + mark.advisory,
      undetermined: total.undetermined + mark.undetermined,
    }),
    NO_MARK,
  );
}

function weight({ mandatory, advisory, undetermined }: Mark): number {
  return mandatory * 1e6 + advisory * 1e3 + undetermined;
}

function mostFrequent(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0] ?? "";
}

/** How a record takes its turn among those of its name. */
function routingOf(record: DnsRecord): string {
  const share = statedWeight(record);
  return statedRole(record) ?? (share === undefined ? "" : `weight ${share}`);
}

/** `14 × metric alarm, 1 × dashboard`, or a number where there is a list already. */
function countNouns(resources: readonly Member[], hasRows: boolean): string {
  if (resources.length === 0) {
    return "";
  }
  if (hasRows) {
    return `+ ${resources.length} more`;
  }
  const counts = new Map<string, number>();
  for (const { type } of resources) {
    counts.set(nounOf(type), (counts.get(nounOf(type)) ?? 0) + 1);
  }
  const [[noun, count] = ["", 0], ...others] = [...counts].sort(([, left], [, right]) => right - left);
  const rest = resources.length - count;
  return `${count} × ${noun}${others.length === 0 ? "" : ` + ${rest} more`}`;
}

/** One link for each pair of boxes and kind; opposite replications of one label become one in both directions. */
function joinLinks(links: readonly Link[]): readonly Link[] {
  const joined = new Map<string, Link>();
  const keyOf = ({ kind, from, to, label }: Link) =>
    JSON.stringify([kind, from, to, kind === "replication" ? label : ""]);
  for (const link of links) {
    const key = keyOf(link);
    const opposite = keyOf({ ...link, from: link.to, to: link.from });
    const known = joined.get(key);
    const reverse = link.kind === "replication" ? joined.get(opposite) : undefined;
    if (reverse !== undefined && known === undefined) {
      joined.set(opposite, { ...reverse, both: true });
    } else {
      joined.set(key, known === undefined ? link : { ...known, label: joinLabels(known.label, link.label) });
    }
  }
  return [...joined.values()];
}

function joinLabels(left: string, right: string): string {
  const words = new Set([left, right].flatMap((label) => label.split(" and ")).filter((word) => word !== ""));
  return [...words].join(" and ");
}
