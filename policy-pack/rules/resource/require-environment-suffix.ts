import { awaitsApiId, chosenPart, compilePattern, findName } from "../../../model/aws/name-pattern";
import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { stated } from "../../../model/graph/reading";
import type { Member } from "../../../model/graph/stack";
import { anyAws } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import { type ExampleResource, resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

/** A physical name, and where it stands. */
interface Named {
  readonly urn: string;
  readonly at: string;
  readonly got: unknown;
  readonly name: string;
}

function readName(member: Member): Named | undefined {
  const { urn, type } = member;
  if (awaitsApiId(member)) {
    return undefined;
  }
  const given = findName(type, (property) => stated(member, property));
  if (given === undefined || (given.isTag && given.value === undefined)) {
    return undefined;
  }
  const name = typeof given.value === "string" ? chosenPart(given.value) : "";
  return { urn, at: path(...given.way), got: given.value, name };
}

/** The environment that most names tell; of two that are told as often, the one told first. */
function mostTold(names: readonly Named[], form: RegExp): string | undefined {
  const counts = new Map<string, number>();
  for (const { name } of names) {
    const word = form.exec(name)?.groups?.environment ?? "";
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

function hasWord(name: string, suffix: string): boolean {
  return `-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-`.includes(`-${suffix}-`);
}

function table(logicalName: string, name?: string): ExampleResource {
  return resource(tokens.table, logicalName, name === undefined ? {} : { name });
}

export default stackRule({
  meta: {
    name: "resource-require-environment-suffix",
    severity: "medium",
    law: "Every physical name contains the environment of the stack.",
    rationale: "Two environments in one account meet in a name that tells neither of them.",
    remediation: "Put the environment's suffix into the name, as a word of its own.",
    url: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
    framework: { wellArchitected: "OPS5-BP08", nist: ["CM-2", "CM-8"] },
  },
  config: {
    suffix: {
      type: "string",
      pattern: "^[a-z0-9-]*$",
      default: "",
      description: "The environment's suffix; when empty, all names must tell the same one.",
    },
    pattern: {
      type: "string",
      default: "{service}-{region}-{environment}-{purpose}",
      description:
        "Form of the names to judge; another form is resource-require-name-pattern's to reject. Empty: every name is judged, and the suffix may stand anywhere in it.",
    },
  },
  *check(stack, { suffix, pattern }): Check<StackFinding> {
    if (pattern === "" && suffix === "") {
      return skip("there is neither a suffix to look for nor a form that tells its place");
    }
    const form = compilePattern(pattern);
    const names: Named[] = [];
    for (const member of stack.of(anyAws)) {
      yield* part(() => {
        const named = readName(member);
        names.push(...(named !== undefined && (pattern === "" || form.test(named.name)) ? [named] : []));
        return [];
      });
    }
    const expected = suffix === "" ? mostTold(names, form) : suffix;
    if (expected === undefined || names.length === 0) {
      return skip("no resource has a physical name of that form");
    }
    const exact = compilePattern(pattern, { environment: expected });
    for (const { urn, at, got, name } of names) {
      if (!(pattern === "" ? hasWord(name, expected) : exact.test(name))) {
        yield { urn, at, got, want: `a name with the word ${JSON.stringify(expected)}` };
      }
    }
  },
  examples: {
    pass: [
      {
        because: "all names tell one environment",
        given: [table("a", "dynamodb-us-east-1-dev-trades"), table("b", "dynamodb-us-west-2-dev-quotes")],
      },
      {
        because: "the config names the environment, and every name tells it somewhere",
        config: { suffix: "dev", pattern: "" },
        given: [table("a", "dev-trades"), table("b", "quotes_dev")],
      },
    ],
    fail: [
      {
        because: "one name tells another environment than the others",
        given: [
          table("a", "dynamodb-us-east-1-dev-trades"),
          table("b", "dynamodb-us-east-1-dev-quotes"),
          table("c", "dynamodb-us-east-1-prod-orders"),
        ],
        at: ["c name"],
      },
      {
        because: "the config names another environment than the name",
        config: { suffix: "prod" },
        given: [table("a", "dynamodb-us-east-1-dev-trades")],
        at: ["a name"],
      },
      {
        because: "the config has another form of names",
        config: { suffix: "dev", pattern: "{purpose}-{environment}" },
        given: [table("a", "trades-prod"), table("b", "quotes-dev")],
        at: ["a name"],
      },
    ],
    undetermined: [
      {
        because: "one name is unknown, while the others are still judged",
        config: { suffix: "dev" },
        given: [
          resource(tokens.queue, "random", {}),
          resource(tokens.table, "a", { name: unknown.string }, { sources: { name: ["random"] } }),
          table("b", "dynamodb-us-east-1-prod-trades"),
        ],
        at: ["a name"],
        fail: ["b name"],
      },
    ],
    skip: [{ because: "no name has the form", given: [table("a", "trades")] }],
  },
});
