import { tokens } from "../../../model/aws/tokens";
import { known } from "../../../model/graph/reading";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type Finding, type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";
import { type Peering, PeeringRoutes, type Vpc } from "../../readings/peering-routes";

/** What to look for in a table: the other network, by its addresses where they are known. */
function told({ name, props }: Vpc): string {
  const range = known(() => props.cidrBlock);
  return typeof range === "string" && range !== "" ? `${range} of ${name}` : name;
}

/** One end of a connection, if it is of this stack and the other one too. */
function* judgeEnd(
  routes: PeeringRoutes,
  peering: Peering,
  at: "vpcId" | "peerVpcId",
  ends: { readonly from: Vpc; readonly to: Vpc },
): Check<Finding> {
  const { values, unknown: lost } = routes.lead(peering, ends.from, ends.to);
  if (values.length > 0) {
    return;
  }
  if (lost.length > 0) {
    yield* lost;
    return;
  }
  const want = `a route to ${told(ends.to)} through this connection, in a route table of ${ends.from.name}`;
  yield { at, got: new Word("without a way there"), want };
}

const vpc = (name: string, cidrBlock: string) => resource(tokens.vpc, name, { cidrBlock });
const networks = [vpc("east", "10.0.0.0/16"), vpc("west", "10.1.0.0/16")];
const table = (name: string, of: string) =>
  resource(tokens.routeTable, name, { vpcId: unknown.string }, { sources: { vpcId: [of] } });
const tables = [table("east-table", "east"), table("west-table", "west")];
const peering = resource(
  tokens.vpcPeering,
  "link",
  { vpcId: unknown.string, peerVpcId: unknown.string },
  { sources: { vpcId: ["east"], peerVpcId: ["west"] } },
);
const route = (name: string, from: string, destinationCidrBlock: string) =>
  resource(
    tokens.route,
    name,
    { routeTableId: unknown.string, vpcPeeringConnectionId: unknown.string, destinationCidrBlock },
    { sources: { routeTableId: [from], vpcPeeringConnectionId: ["link"] } },
  );
const there = route("there", "east-table", "10.1.0.0/16");

export default stackRule({
  meta: {
    name: "vpc-require-peering-routes",
    severity: "high",
    law: "Both sides of a VPC peering have a route to the other.",
    rationale: "A connection carries nothing without routes, and an answer that finds no way back is no answer.",
    remediation: "Add a route to the other network's addresses through the connection, in a route table of each side.",
    url: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
    framework: { wellArchitected: "REL2-BP02", nist: ["CP-8", "SC-7"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const routes = new PeeringRoutes(stack);
    let judged = 0;
    for (const peering of stack.of(tokens.vpcPeering)) {
      yield* about(peering, function* () {
        const requester = routes.endOf(peering, "vpcId");
        const accepter = routes.endOf(peering, "peerVpcId");
        const hidden = [requester, accepter].flatMap((end) => end.unknown ?? []);
        judged += hidden.length;
        yield* hidden;
        const [from] = requester.members;
        const [to] = accepter.members;
        // A network is not peered with itself: the other one is then of another stack.
        if (from !== undefined && to !== undefined && from !== to) {
          judged++;
          if (!routes.areApart(from, to)) {
            return;
          }
          yield* judgeEnd(routes, peering, "vpcId", { from, to });
          yield* judgeEnd(routes, peering, "peerVpcId", { from: to, to: from });
        }
      });
    }
    if (judged === 0) {
      return skip("no two networks of this stack are peered");
    }
  },
  examples: {
    pass: [
      {
        because: "each side has a route to the other",
        given: [...networks, ...tables, peering, there, route("back", "west-table", "10.0.0.0/16")],
      },
      {
        because: "the routes stand in the tables themselves, and lead through who accepted the connection",
        given: [
          ...networks,
          peering,
          resource(
            tokens.vpcPeeringAcceptance,
            "yes",
            { vpcPeeringConnectionId: unknown.string },
            { sources: { vpcPeeringConnectionId: ["link"] } },
          ),
          resource(
            tokens.routeTable,
            "east-table",
            { vpcId: unknown.string, routes: [{ cidrBlock: "10.1.0.0/16", vpcPeeringConnectionId: unknown.string }] },
            { sources: { vpcId: ["east"], routes: ["yes"] } },
          ),
          resource(
            tokens.routeTable,
            "west-table",
            { vpcId: unknown.string, routes: [{ cidrBlock: "10.0.0.0/16", vpcPeeringConnectionId: unknown.string }] },
            { sources: { vpcId: ["west"], routes: ["yes"] } },
          ),
        ],
      },
    ],
    fail: [
      { because: "nobody has a route", given: [...networks, peering], at: ["link vpcId", "link peerVpcId"] },
      {
        because: "the way back is missing",
        given: [...networks, ...tables, peering, there],
        at: ["link peerVpcId"],
      },
      {
        because: "the way back leads to other addresses",
        given: [...networks, ...tables, peering, there, route("back", "west-table", "10.9.0.0/16")],
        at: ["link peerVpcId"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown where the only other route leads",
        given: [...networks, ...tables, peering, there, route("back", "west-table", unknown.string)],
        at: ["back destinationCidrBlock"],
      },
    ],
    skip: [
      {
        because: "the other network belongs to another account",
        given: [
          vpc("east", "10.0.0.0/16"),
          resource(
            tokens.vpcPeering,
            "link",
            { vpcId: unknown.string, peerVpcId: "vpc-0123456789abcdef0", peerOwnerId: "210987654321" },
            { sources: { vpcId: ["east"] } },
          ),
        ],
      },
    ],
  },
});
