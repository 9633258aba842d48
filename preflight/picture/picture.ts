import type { GraphResource, Urn } from "../graph";
import { findText, Inventory, objectsIn, readNumber } from "../inventory";
import { isProviderType } from "../monitor/urn";
import { References } from "./references";
import { type Replication, replicationsOf } from "./replication";
import { kindOf, nounOf, type Service, serviceOf, type Tier } from "./services";

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

/** Tiers between which a use is drawn: a picture of every reference would show nothing. */
const USERS: readonly Tier[] = ["entry", "compute", "messaging"];
/** Types that name whom they let in, and do not use it. */
const GRANTS = /(?:Permission|Policy|Queue|RedriveAllowPolicy)$/;
const USED: readonly Tier[] = ["entry", "compute", "messaging", "data"];

/** Draws nothing yet: says what there is to draw. `marks` is by URN. */
export function pictureOf(resources: readonly GraphResource[], marks: ReadonlyMap<Urn, Mark>): Picture {
  return new Painter(resources, marks).paint();
}

class Painter {
  private readonly inventory: Inventory;
  private readonly references: References;
  private readonly drawn: readonly GraphResource[];

  constructor(
    private readonly resources: readonly GraphResource[],
    private readonly marks: ReadonlyMap<Urn, Mark>,
  ) {
    this.inventory = new Inventory(resources);
    this.references = new References(resources);
    this.drawn = resources
      .filter(({ custom, type }) => custom && !isProviderType(type))
      .sort((left, right) => (left.urn < right.urn ? -1 : 1));
  }

  paint(): Picture {
    const lanes = this.lanes();
    const boxes = this.boxes(lanes);
    const isDrawn = ({ service, region }: Link["from"]) =>
      boxes.some((box) => box.service === service && box.region === region);
    const links = joinLinks([...this.replications(), ...this.traffic(), ...withoutShortCuts(this.uses(), boxes)]);
    return { lanes, boxes, links: links.filter(({ from, to }) => isDrawn(from) && isDrawn(to)) };
  }

  /** The region of a box; empty where the service or the resource has none. */
  private regionOf(resource: GraphResource): string {
    return serviceOf(resource.type).isGlobal ? "" : (this.inventory.regionOf(resource) ?? "");
  }

  private lanes(): readonly Lane[] {
    const inRegions = this.drawn.filter((resource) => this.regionOf(resource) !== "");
    const regions = new Set([
      ...inRegions.map((resource) => this.regionOf(resource)),
      ...this.replications().map(({ to }) => to.region),
    ]);
    const lanes = [...regions].sort().map((region) => ({
      region,
      role: mostFrequent(
        inRegions.filter((resource) => this.regionOf(resource) === region).flatMap((resource) => this.roleOf(resource)),
      ),
    }));
    const rank = ({ role }: Lane) => (role === "primary" ? 0 : 1);
    return lanes.sort((left, right) => rank(left) - rank(right));
  }

  private roleOf(resource: GraphResource): readonly string[] {
    return ["primary", "secondary"].filter((role) => this.inventory.isTagged(resource, "DR-Role", role));
  }

  private boxes(lanes: readonly Lane[]): readonly Box[] {
    const groups = new Map<string, GraphResource[]>();
    for (const resource of this.drawn) {
      const key = JSON.stringify([this.regionOf(resource), serviceOf(resource.type).id]);
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

  private box(group: readonly GraphResource[]): Box {
    const [first] = group;
    const service = serviceOf(first?.type ?? "");
    const listed = group.filter((resource) => this.isListed(resource, service));
    const shown = [...listed].sort((left, right) => weight(this.markOf(right)) - weight(this.markOf(left)));
    const rows = shown
      .slice(0, MAX_ROWS)
      .map((resource) => ({ text: describe(resource), mark: this.markOf(resource) }));
    const listedFirst = new Set(shown.slice(0, MAX_ROWS));
    const hidden = group.filter((resource) => !listedFirst.has(resource));
    return {
      service: service.id,
      title: service.title,
      tier: service.tier,
      region: first === undefined ? "" : this.regionOf(first),
      rows,
      rest: countNouns(hidden, rows.length > 0),
      mark: sum(group.map((resource) => this.markOf(resource))),
      resources: group.length,
    };
  }

  private isListed(resource: GraphResource, service: Service): boolean {
    return service.listed.includes(kindOf(resource.type)) || weight(this.markOf(resource)) > 0;
  }

  private markOf({ urn }: GraphResource): Mark {
    return this.marks.get(urn) ?? NO_MARK;
  }

  /** A replica belongs to a resource of another region: it has a box there even when nothing else of its service is. */
  private replicaBoxes(boxes: readonly Box[], lanes: readonly Lane[]): readonly Box[] {
    const replicas = this.drawn.flatMap((resource) =>
      this.replicated(resource).map((region) => ({ resource, region, service: serviceOf(resource.type) })),
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

  private replicated(resource: GraphResource): readonly string[] {
    const { type, inputs } = resource;
    const replicas = objectsIn(inputs.replicas);
    if (type === "aws:dynamodb/table:Table") {
      return replicas.map(({ regionName }) => findText(regionName) ?? "").filter((region) => region !== "");
    }
    return type === "aws:secretsmanager/secret:Secret"
      ? replicas.map(({ region }) => findText(region) ?? "").filter((region) => region !== "")
      : [];
  }

  /** What is said of the stack itself, of a component or a provider. */
  private stackBox(): readonly Box[] {
    const drawn = new Set(this.drawn);
    const others = this.resources.filter((resource) => !drawn.has(resource));
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
    const context = { inventory: this.inventory, references: this.references };
    return this.drawn.flatMap((resource) => {
      const service = serviceOf(resource.type).id;
      return replicationsOf(resource, context).map(({ from, to, label, both }: Replication): Link => {
        return { kind: "replication", from: { service, region: from }, to: { service, region: to }, label, both };
      });
    });
  }

  private traffic(): readonly Link[] {
    return this.inventory.ofType("aws:route53/record:Record").flatMap((record) =>
      this.references
        .of(record)
        .filter(({ type }) => serviceOf(type).tier === "entry" && !serviceOf(type).isGlobal)
        .map((target): Link => {
          return {
            kind: "traffic",
            from: { service: "route53", region: "" },
            to: { service: serviceOf(target.type).id, region: this.regionOf(target) },
            label: routingOf(record),
            both: false,
          };
        }),
    );
  }

  private uses(): readonly Link[] {
    return this.drawn
      .filter(({ type }) => USERS.includes(serviceOf(type).tier) && !serviceOf(type).isGlobal && !GRANTS.test(type))
      .flatMap((resource) => this.usedBy(resource).flatMap((target) => this.use(resource, target)));
  }

  /** What ties a function to its caller depends on all that the function depends on, and uses the function alone. */
  private usedBy(resource: GraphResource): readonly GraphResource[] {
    const targets = this.references.through(resource);
    const isMain = ({ type }: GraphResource) => serviceOf(type).listed.includes(kindOf(type));
    const machines = targets.filter((target) => serviceOf(target.type).tier === "compute" && isMain(target));
    return isMain(resource) || machines.length === 0 ? targets : machines;
  }

  /** Within a region: a replica of the target there counts as the target. */
  private use(resource: GraphResource, target: GraphResource): readonly Link[] {
    const [user, used] = [serviceOf(resource.type), serviceOf(target.type)];
    const region = this.regionOf(resource);
    const isHere = this.regionOf(target) === region || this.replicated(target).includes(region);
    if (!target.custom || !USED.includes(used.tier) || used.isGlobal || user.id === used.id || !isHere) {
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

/** A resource's name, and of what steers a failover what it is set to. */
function describe(resource: GraphResource): string {
  if (resource.type === "aws:route53/record:Record") {
    const ttl = readNumber(resource.inputs.ttl);
    const parts = [routingOf(resource), typeof ttl === "number" ? `TTL ${ttl} s` : ""].filter((part) => part !== "");
    return parts.length === 0 ? resource.name : `${resource.name}: ${parts.join(", ")}`;
  }
  if (resource.type === "aws:route53/healthCheck:HealthCheck") {
    const [interval, threshold] = [resource.inputs.requestInterval, resource.inputs.failureThreshold].map(readNumber);
    const isSet = typeof interval === "number" && typeof threshold === "number";
    return isSet ? `${resource.name}: ${threshold} × ${interval} s` : resource.name;
  }
  return resource.name;
}

function routingOf({ inputs }: GraphResource): string {
  const failover = findText(objectsIn(inputs.failoverRoutingPolicies)[0]?.type);
  const weightOf = readNumber(objectsIn(inputs.weightedRoutingPolicies)[0]?.weight);
  return failover ?? (typeof weightOf === "number" ? `weight ${weightOf}` : "");
}

/** `14 × metric alarm, 1 × dashboard`, or a number where there is a list already. */
function countNouns(resources: readonly GraphResource[], hasRows: boolean): string {
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
