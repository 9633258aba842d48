import { matchesWildcard as matches } from "../../../model/aws/wildcard";

/** What a request says of itself; keys as AWS writes them, in any case. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

type Operator = (wanted: string, given: string) => boolean;

const ignoringCase: Operator = (wanted, given) => wanted.toLowerCase() === given.toLowerCase();
const numbers =
  (compare: (given: number, wanted: number) => boolean): Operator =>
  (wanted, given) =>
    compare(Number(given), Number(wanted));
const dates =
  (compare: (given: number, wanted: number) => boolean): Operator =>
  (wanted, given) =>
    compare(timeOf(given), timeOf(wanted));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: ignoringCase,
  StringLike: matches,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: ignoringCase,
  BinaryEquals: (wanted, given) => wanted === given,
  NumericEquals: numbers((given, wanted) => given === wanted),
  NumericLessThan: numbers((given, wanted) => given < wanted),
  NumericLessThanEquals: numbers((given, wanted) => given <= wanted),
  NumericGreaterThan: numbers((given, wanted) => given > wanted),
  NumericGreaterThanEquals: numbers((given, wanted) => given >= wanted),
  DateEquals: dates((given, wanted) => given === wanted),
  DateLessThan: dates((given, wanted) => given < wanted),
  DateLessThanEquals: dates((given, wanted) => given <= wanted),
  DateGreaterThan: dates((given, wanted) => given > wanted),
  DateGreaterThanEquals: dates((given, wanted) => given >= wanted),
  IpAddress: isInNetwork,
};

/** Those that hold where the operator they deny does not. */
const denied: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
  NotIpAddress: "IpAddress",
};

export type Block = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Whether a request fulfils all conditions of a statement. @throws Error for an operator that is not known */
export function areMet(block: Block, context: Context): boolean {
  const given = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), listOf(value)]));
  return Object.entries(block).every(([written, keys]) =>
    Object.entries(keys).every(([key, wanted]) => isMet(written, listOf(wanted), given.get(key.toLowerCase()))),
  );
}

function isMet(written: string, wanted: readonly string[], given: readonly string[] | undefined): boolean {
  const [quantifier, rest] = written.includes(":") ? written.split(":") : [undefined, written];
  const isOptional = rest?.endsWith("IfExists") === true;
  const name = (rest ?? "").replace(/IfExists$/, "");
  if (name === "Null") {
    return wanted.every((value) => (value.toLowerCase() === "true") === (given === undefined));
  }
  const base = denied[name] ?? name;
  const holds = operators[base];
  if (holds === undefined) {
    throw new Error(`The condition operator ${written} is not known.`);
  }
  const isDenied = denied[name] !== undefined;
  if (given === undefined) {
    return isOptional || isDenied || quantifier === "ForAllValues";
  }
  const fits = (value: string) => wanted.some((one) => holds(one, value)) !== isDenied;
  return quantifier === "ForAnyValue" || quantifier === undefined ? given.some(fits) : given.every(fits);
}

/** Part for part: a star does not reach over a colon. The last part has colons of its own. */
function matchesArn(wanted: string, given: string): boolean {
  const [pattern, arn] = [partsOf(wanted), partsOf(given)];
  return pattern.length === arn.length && pattern.every((part, index) => matches(part, arn[index] ?? ""));
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function timeOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/** IPv4 alone; the policies here name no address. */
function isInNetwork(network: string, address: string): boolean {
  const [base = "", bits = "32"] = network.split("/");
  const keep = (text: string) => Math.floor(numberOf(text) / 2 ** (32 - Number(bits)));
  return keep(base) === keep(address);
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function listOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
