import { reveal, textOf, type Wire, type WireObject } from "../wire";
import { ACCOUNT, PARTITION } from "./identity";

/** Answers one data source; `region` is the region of the provider that was asked. */
type Lookup = (args: WireObject, region: string) => WireObject;

function listOf(value: Wire | undefined): Wire[] {
  const plain = reveal(value);
  return Array.isArray(plain) ? plain : [];
}

function objectsOf(value: Wire | undefined): WireObject[] {
  return listOf(value).map((item) => item as WireObject);
}

/** IAM's own form: one value alone, several as a list. */
function oneOrMany(values: Wire[]): Wire {
  return values.length === 1 && values[0] !== undefined ? values[0] : values;
}

function principalsOf(statement: WireObject): WireObject {
  const principals = objectsOf(statement.principals);
  if (principals.length === 0) return {};
  const named = principals.map((principal): [string, Wire] => [
    textOf(principal.type) ?? "AWS",
    oneOrMany(listOf(principal.identifiers)),
  ]);
  return { Principal: Object.fromEntries(named) };
}

function conditionsOf(statement: WireObject): WireObject {
  const operators: Record<string, WireObject> = {};
  for (const condition of objectsOf(statement.conditions)) {
    const operator = textOf(condition.test) ?? "";
    const variable = textOf(condition.variable) ?? "";
    operators[operator] = { ...operators[operator], [variable]: oneOrMany(listOf(condition.values)) };
  }
  return Object.keys(operators).length === 0 ? {} : { Condition: operators };
}

function listed(key: string, value: Wire | undefined): WireObject {
  const items = listOf(value);
  return items.length === 0 ? {} : { [key]: oneOrMany(items) };
}

function statementOf(statement: WireObject): WireObject {
  const sid = textOf(statement.sid);
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: textOf(statement.effect) ?? "Allow",
    ...listed("Action", statement.actions),
    ...listed("NotAction", statement.notActions),
    ...listed("Resource", statement.resources),
    ...listed("NotResource", statement.notResources),
    ...principalsOf(statement),
    ...conditionsOf(statement),
  };
}

function policyDocument(args: WireObject): WireObject {
  const document = {
    Version: textOf(args.version) ?? "2012-10-17",
    Statement: objectsOf(args.statements).map(statementOf),
  };
  return { ...args, id: "policy-document", json: JSON.stringify(document), minifiedJson: JSON.stringify(document) };
}

/** Zones a, b and c: every region that the tests use has them. */
function availabilityZones(args: WireObject, region: string): WireObject {
  const names = ["a", "b", "c"].map((letter) => `${region}${letter}`);
  const zoneIds = names.map((name) => `id-of-${name}`);
  return { ...args, id: region, names, zoneIds, groupNames: [region] };
}

const lookups: Readonly<Record<string, Lookup>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    id: ACCOUNT,
    accountId: ACCOUNT,
    arn: `arn:${PARTITION}:iam::${ACCOUNT}:user/stand-in`,
    userId: "AIDASTANDIN",
  }),
  "aws:index/getRegion:getRegion": (args, region) => {
    const asked = textOf(args.region) ?? textOf(args.name) ?? region;
    return {
      id: asked,
      name: asked,
      region: asked,
      description: asked,
      endpoint: `ec2.${asked}.amazonaws.com`,
    };
  },
  "aws:index/getPartition:getPartition": () => ({
    id: PARTITION,
    partition: PARTITION,
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": availabilityZones,
  "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,
};

/** The answer to a data source, or undefined for one that this stand-in does not know. */
export function lookUp(token: string, args: WireObject, region: string): WireObject | undefined {
  return lookups[token]?.(args, textOf(args.region) ?? region);
}
