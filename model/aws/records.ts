import type { RecordArgs, RecordsExclusiveArgs } from "@pulumi/aws/route53";
import { Block } from "../graph/block";
import type { Interruption } from "../graph/interruption";
import { part } from "../graph/interruption";
import { known } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { tokens } from "./tokens";

export type RecordProps = Plain<RecordArgs>;

/** One record, whether a resource of its own declares it or a list of all records of a zone. */
export interface DnsRecord {
  /** The resource that declares it. */
  readonly owner: Member<unknown>;
  readonly urn: string;
  readonly props: RecordProps;
  sourcesOf(property: string): readonly Member[];
  /** The path of one of the record's properties on the resource that declares it. */
  at(property: string): string;
}

/** Where a list of records keeps what a record of its own has under another name. */
const renamed: Readonly<Record<string, string>> = {
  ttl: "ttl",
  records: "resourceRecords",
  aliases: "aliasTarget",
  "aliases[0].name": "aliasTarget.dnsName",
  "aliases[0].evaluateTargetHealth": "aliasTarget.evaluateTargetHealth",
  "failoverRoutingPolicies[0].type": "failover",
  "weightedRoutingPolicies[0].weight": "weight",
  failoverRoutingPolicies: "failover",
  weightedRoutingPolicies: "weight",
};

/** The records of a stack, of both forms. What hides one is yielded. */
export function* readRecords(stack: Stack, into: DnsRecord[]): Generator<Interruption, void, void> {
  for (const owner of stack.of(tokens.record)) {
    into.push({
      owner,
      urn: owner.urn,
      props: owner.props,
      sourcesOf: (property) => owner.sourcesOf(property),
      at: (property) => property,
    });
  }
  for (const owner of stack.of(tokens.recordsExclusive)) {
    yield* part<never>(() => {
      const sets = new Block([], () => owner.props).children("resourceRecordSet");
      into.push(...sets.map((set, index) => listedRecord(owner, set, index)));
      return [];
    });
  }
}

function listedRecord(owner: Member<Plain<RecordsExclusiveArgs>>, set: Block, index: number): DnsRecord {
  const property = "resourceRecordSets";
  return {
    owner,
    urn: owner.urn,
    props: listedProps(owner, set),
    sourcesOf: (name) => owner.sourcesOf(name === "zoneId" ? name : property),
    at: (name) => (name === "zoneId" ? name : `${property}[${index}].${renamed[name] ?? name}`),
  };
}

/** The same properties as a record of its own has, each read when it is asked for. */
function listedProps(owner: Member<Plain<RecordsExclusiveArgs>>, set: Block): RecordProps {
  const present = (key: string) => set.read(key) !== undefined && set.read(key) !== null;
  const list = <T>(key: string, make: () => T) => (present(key) ? [make()] : undefined);
  const alias = set.child("aliasTarget");
  const props = {
    get zoneId() {
      return owner.props.zoneId;
    },
    get failoverRoutingPolicies() {
      return list("failover", () => ({ type: set.read("failover") }));
    },
    get weightedRoutingPolicies() {
      return list("weight", () => ({ weight: set.read("weight") }));
    },
    get latencyRoutingPolicies() {
      return list("region", () => ({ region: set.read("region") }));
    },
    get geolocationRoutingPolicies() {
      return list("geolocation", () => geolocationOf(set.child("geolocation")));
    },
    get geoproximityRoutingPolicy() {
      return set.read("geoproximityLocation");
    },
    get cidrRoutingPolicy() {
      return set.read("cidrRoutingConfig");
    },
    get multivalueAnswerRoutingPolicy() {
      return set.read("multiValueAnswer");
    },
    get records() {
      return set.children("resourceRecord").map((record) => record.read("value"));
    },
    get aliases() {
      return list("aliasTarget", () => ({
        get name() {
          return alias.read("dnsName");
        },
        get zoneId() {
          return alias.read("hostedZoneId");
        },
        get evaluateTargetHealth() {
          return alias.read("evaluateTargetHealth");
        },
      }));
    },
  };
  const same = ["name", "type", "ttl", "setIdentifier", "healthCheckId"];
  for (const key of same) {
    Object.defineProperty(props, key, { enumerable: true, get: () => set.read(key) });
  }
  return props as unknown as RecordProps;
}

function geolocationOf(block: Block) {
  return {
    country: block.read("countryCode"),
    continent: block.read("continentCode"),
    subdivision: block.read("subdivisionCode"),
  };
}

/** The role of a record in a failover, as far as it is known. */
export function statedRole({ props }: DnsRecord): string | undefined {
  return known(() => props.failoverRoutingPolicies?.[0]?.type);
}

/** The weight of a record, as far as it is known. */
export function statedWeight({ props }: DnsRecord): number | undefined {
  return known(() => props.weightedRoutingPolicies?.[0]?.weight);
}
