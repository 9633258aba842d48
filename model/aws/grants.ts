import type { Condition, ElementName, Entry, Segments, Statement } from "./iam-document";

type Props = Readonly<Record<string, unknown>>;

/** Resources that are a statement of a policy in themselves: who, what and under which conditions, each a property. */
const grants: Readonly<Record<string, (props: Props) => Statement>> = {
  "aws:lambda/permission:Permission": (props) =>
    grant(props, {
      principals: ["principal"],
      actions: ["action"],
      conditions: [
        ["ArnLike", "aws:SourceArn", "sourceArn"],
        ["StringEquals", "aws:SourceAccount", "sourceAccount"],
        ["StringEquals", "aws:PrincipalOrgID", "principalOrgId"],
      ],
    }),
  "aws:lambda/layerVersionPermission:LayerVersionPermission": (props) =>
    grant(props, {
      principals: ["principal"],
      actions: ["action"],
      conditions: [["StringEquals", "aws:PrincipalOrgID", "organizationId"]],
    }),
  "aws:cloudwatch/eventPermission:EventPermission": (props) => ({
    ...grant(props, { principals: ["principal"], actions: ["action"], conditions: [] }),
    conditions: () => eventConditions(props.condition),
  }),
  "aws:ec2/vpcEndpointService:VpcEndpointService": (props) =>
    grant(props, { principals: ["allowedPrincipals"], actions: [], conditions: [] }),
  "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": (props) =>
    grant(props, { principals: ["principalArn"], actions: [], conditions: [] }),
};

export const grantTypes: readonly string[] = Object.keys(grants);

/** The statement that a resource of this type is; undefined for every other type. */
export function findGrant(type: string, props: Props): Statement | undefined {
  return Object.hasOwn(grants, type) ? grants[type]?.(props) : undefined;
}

interface Shape {
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly conditions: readonly (readonly [operator: string, key: string, property: string])[];
}

function grant(props: Props, { principals, actions, conditions }: Shape): Statement {
  return {
    at: [],
    denies: () => false,
    entries: (element: ElementName) => (element === "Action" ? actions.flatMap((name) => valuesOf(props, name)) : []),
    find: () => undefined,
    principals: () => principals.flatMap((name) => valuesOf(props, name)).map((entry) => ({ ...entry, type: "*" })),
    conditions: () =>
      conditions
        .filter(([, , property]) => isSet(props, property))
        .map(([operator, key, property]) => ({ operator, key, values: valuesOf(props, property) })),
  };
}

/** `in` tells whether a property is set without reading it: its value may be unknown. */
function isSet(props: Props, property: string): boolean {
  return Object.hasOwn(props, property);
}

function valuesOf(props: Props, property: string, before: Segments = []): readonly Entry[] {
  if (!isSet(props, property)) {
    return [];
  }
  const value = props[property];
  const at = [...before, property];
  return Array.isArray(value)
    ? Array.from({ length: value.length }, (_, index) => ({ at: [...at, index], read: () => value[index] }))
    : [{ at, read: () => value }];
}

/** EventBridge writes its one condition as `{ type, key, value }`. */
function eventConditions(condition: unknown): readonly Condition[] {
  if (typeof condition !== "object" || condition === null) {
    return [];
  }
  const { type, key } = condition as Props;
  return [{ operator: String(type), key: String(key), values: valuesOf(condition as Props, "value", ["condition"]) }];
}
