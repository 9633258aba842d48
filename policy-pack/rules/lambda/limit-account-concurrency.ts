import type { FunctionArgs } from "@pulumi/aws/lambda";
import { findRegion, knownRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { Gathering } from "../../../model/graph/gathering";
import { part } from "../../../model/graph/interruption";
import type { Member, Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type Code = Member<Plain<FunctionArgs>>;

/** A function that takes a share of its region's concurrency. */
interface Share {
  readonly member: Code;
  readonly reserved: number;
  readonly region: string;
}

/** Where a function is. Those of one provider without a region share the one that nobody says. */
function placeOf(member: Code): string {
  return knownRegion(member) ?? `the region of ${member.provider?.name ?? "the default provider"}`;
}

function readShare(member: Code): Share | undefined {
  const reserved = member.props.reservedConcurrentExecutions;
  return typeof reserved === "number" && reserved > 0 ? { member, reserved, region: placeOf(member) } : undefined;
}

/** Names the function with which the sum passes the limit, and each one after it. */
function* judgeRegion(region: string, shares: readonly Share[], limit: number): Check<StackFinding> {
  let left = limit;
  for (const { member, reserved } of shares) {
    if (reserved > left) {
      const want = `at most ${Math.max(left, 0)}, what other functions leave of ${limit} in ${region}`;
      yield { urn: member.urn, at: "reservedConcurrentExecutions", got: reserved, want };
    }
    left -= reserved;
  }
}

const at = (region: string) => ({ provider: { region } });
const reserving = (reservedConcurrentExecutions: number) => ({
  role: "arn:aws:iam::123456789012:role/trades",
  reservedConcurrentExecutions,
});

export default stackRule({
  meta: {
    name: "lambda-limit-account-concurrency",
    severity: "high",
    law: "The functions of a region together do not reserve more concurrency than the account has there.",
    rationale:
      "AWS refuses the reservation that passes the account's limit, and leaves a stack that is complete in one region only.",
    remediation:
      "Lower reservedConcurrentExecutions, or raise the account's quota in both regions and the config with it.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html",
    framework: { wellArchitected: "REL1-BP02", nist: ["CP-2(2)", "SC-5(2)"] },
  },
  config: {
    accountLimit: {
      type: "integer",
      minimum: 0,
      default: 1000,
      description: "Concurrent executions that the account has in each region.",
    },
    unreservedMinimum: {
      type: "integer",
      minimum: 0,
      default: 100,
      description: "Concurrent executions that AWS keeps for functions which reserve nothing.",
    },
  },
  *check(stack, { accountLimit, unreservedMinimum }): Check<StackFinding> {
    const functions = stack.of(tokens.function);
    const shares = new Gathering<Share>();
    for (const member of functions) {
      yield* about(member, () => {
        shares.add(member, () => readShare(member));
        return [];
      });
    }
    if (shares.values.length === 0 && shares.unknown.length === 0) {
      return skip("no function reserves concurrency");
    }
    const byRegion = new Map<string, Share[]>();
    for (const share of shares.values) {
      const { region } = share;
      const others = byRegion.get(region) ?? [];
      others.push(share);
      byRegion.set(region, others);
    }
    for (const [region, members] of byRegion) {
      yield* judgeRegion(region, members, accountLimit - unreservedMinimum);
    }
    if (byRegion.size > 1) {
      // One whose region is unknown may take its share in any of the others.
      for (const { member } of shares.values) {
        yield* part(() => {
          findRegion(member);
          return [];
        });
      }
    }
    yield* shares.unknown;
    return;
  },
  examples: {
    pass: [
      {
        because: "two regions have a limit each",
        given: [
          resource(tokens.function, "a", reserving(900), at("us-east-1")),
          resource(tokens.function, "b", reserving(900), at("us-west-2")),
        ],
      },
      {
        because: "the account's quota was raised",
        config: { accountLimit: 2000 },
        given: [resource(tokens.function, "a", reserving(1900), at("us-east-1"))],
      },
      {
        because: "the account keeps less for others",
        config: { unreservedMinimum: 10 },
        given: [resource(tokens.function, "a", reserving(990), at("us-east-1"))],
      },
    ],
    fail: [
      {
        because: "the second function of a region passes the limit",
        given: [
          resource(tokens.function, "a", reserving(500), at("us-east-1")),
          resource(tokens.function, "b", reserving(401), at("us-east-1")),
        ],
        at: ["b reservedConcurrentExecutions"],
      },
    ],
    undetermined: [
      {
        because: "one number is unknown, while the others are still added up",
        given: [
          resource(tokens.function, "a", reserving(unknown.number), at("us-east-1")),
          resource(tokens.function, "b", reserving(901), at("us-east-1")),
        ],
        at: ["a reservedConcurrentExecutions"],
        fail: ["b reservedConcurrentExecutions"],
      },
    ],
    skip: [
      {
        because: "no function reserves anything",
        given: [resource(tokens.function, "a", { role: "arn:aws:iam::123456789012:role/trades" })],
      },
    ],
  },
});
