import type { GraphResource, Json } from "../../../preflight/graph";
import { isObject } from "../../../preflight/wire";
import { type DeclaredStack, regionOf } from "../stacks";
import { accountOf } from "./roles";

/** What Lambda itself does with a function's role. */
export interface ServiceUse {
  readonly action: string;
  readonly resource: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html, and the pages of each feature. */
export function serviceUsesOf(stack: DeclaredStack, code: GraphResource): readonly ServiceUse[] {
  const { inputs } = code;
  const account = accountOf(inputs.role);
  const group = textAt(inputs.loggingConfig, "logGroup") ?? `/aws/lambda/${inputs.name}`;
  const logs = `arn:aws:logs:${regionOf(stack, code)}:${account}:log-group:${group}:log-stream:any`;
  const deadLetters = textAt(inputs.deadLetterConfig, "targetArn");
  return [
    ...uses(["logs:CreateLogStream", "logs:PutLogEvents"], logs),
    ...(inputs.vpcConfig === undefined ? [] : uses(networkActions, "*")),
    ...(deadLetters === undefined ? [] : uses(["sqs:SendMessage"], deadLetters)),
    ...eventSources(stack, code).flatMap((source) => sourceUses(stack, source)),
  ];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html */
const networkActions = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

const queueActions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
const streamActions = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "dynamodb:ListStreams",
];

/** Both regions have functions of one name: a source leads to that of its own. */
function eventSources(stack: DeclaredStack, code: GraphResource): readonly GraphResource[] {
  return stack.recording.resources.filter(
    (source) =>
      source.type === "aws:lambda/eventSourceMapping:EventSourceMapping" &&
      (source.propertyDependencies.functionName?.includes(code.urn) === true ||
        (leadsTo(source.inputs.functionName, code) && regionOf(stack, source) === regionOf(stack, code))),
  );
}

/** By its name or its ARN, with or without an alias. */
function leadsTo(functionName: Json | undefined, { inputs }: GraphResource): boolean {
  return typeof functionName === "string" && functionName.split(":").includes(String(inputs.name));
}

function sourceUses(stack: DeclaredStack, source: GraphResource): readonly ServiceUse[] {
  const { recording } = stack;
  const { inputs, propertyDependencies } = source;
  const [, failed] = /"destinationArn":"([^"]+)"/.exec(JSON.stringify(inputs.destinationConfig ?? {})) ?? [];
  const onFailure = failed === undefined ? [] : uses(["sqs:SendMessage"], failed);
  const arn = inputs.eventSourceArn;
  if (typeof arn === "string" && arn.startsWith("arn:aws:sqs:")) {
    return [...uses(queueActions, arn), ...onFailure];
  }
  const owners = propertyDependencies.eventSourceArn ?? [];
  const region = regionOf(stack, source);
  const account = accountOf(inputs.functionName);
  const tables = recording.resources.filter(({ urn, type }) => owners.includes(urn) && type.includes("dynamodb/table"));
  return [
    ...tables.flatMap(({ inputs: table }) =>
      uses(streamActions, `arn:aws:dynamodb:${region}:${account}:table/${table.name}/stream/any`),
    ),
    ...onFailure,
  ];
}

function uses(actions: readonly string[], resource: string): readonly ServiceUse[] {
  return actions.map((action) => ({ action, resource }));
}

function textAt(holder: Json | undefined, key: string): string | undefined {
  const value = isObject(holder) ? holder[key] : undefined;
  return typeof value === "string" ? value : undefined;
}
