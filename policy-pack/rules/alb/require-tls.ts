import type { ListenerArgs } from "@pulumi/aws/lb";
import { Directory, Referrers } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { Block } from "../../../model/graph/block";
import { unknowable } from "../../../model/graph/interruption";
import type { Member, Plain, Stack } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, each, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const want = "HTTPS or TLS, or nothing but redirects to HTTPS: what callers send can be read on the way";

/** An action that takes no request any further in the clear: it answers by itself, or sends the caller to HTTPS. */
function isHarmless(action: Block): boolean {
  const type = action.read("type");
  return type === "fixed-response" || (type === "redirect" && action.child("redirect").read("protocol") === "HTTPS");
}

function areHarmless(member: Member, name: string): boolean {
  return new Block([], () => member.props).children(name).every(isHarmless);
}

/** Whose balancer anyone can reach. Throws while that is unknown. */
function isPublic({ props }: Member<{ readonly internal?: unknown }>): boolean {
  return props.internal !== true;
}

/** The listeners of application and network load balancers. */
function* judgeListeners(stack: Stack, passThroughPorts: readonly number[]): Check<StackFinding> {
  const listeners = stack.of(tokens.listener);
  const balancers = new Directory(stack.of(tokens.loadBalancer));
  const rules = new Referrers(stack.of(tokens.listenerRule), "listenerArn", new Directory(listeners));
  for (const listener of listeners) {
    yield* about(listener, function* () {
      const { protocol = "HTTP", port } = listener.props;
      const isClear = protocol === "HTTP" || (protocol === "TCP" && !passThroughPorts.some((other) => other === port));
      if (!isClear) {
        return;
      }
      const { members, unknown: lost } = balancers.find(
        listener,
        "loadBalancerArn",
        () => listener.props.loadBalancerArn,
      );
      const [balancer] = members;
      if (balancer === undefined) {
        yield lost ?? unknowable("loadBalancerArn");
      } else if (isPublic(balancer)) {
        const own = rules.of(listener) as readonly Member[];
        const isSafe =
          areHarmless(listener as Member, "defaultAction") && own.every((rule) => areHarmless(rule, "action"));
        yield* isSafe ? rules.unknown : [{ at: "protocol", got: listener.props.protocol, want }];
      }
    });
  }
}

/** The listeners that a classic load balancer holds itself. */
function* judgeClassic(stack: Stack): Check<StackFinding> {
  for (const balancer of stack.of(tokens.classicBalancer)) {
    yield* about(balancer, () =>
      each(
        () => balancer.props.listeners,
        "listeners",
        function* ({ lbProtocol }, at) {
          const isSecure = ["HTTPS", "SSL"].includes(String(lbProtocol).toUpperCase());
          if (!isSecure && isPublic(balancer)) {
            yield {
              at: `${at}.lbProtocol`,
              got: lbProtocol,
              want: "https or ssl: what callers send can be read on the way",
            };
          }
        },
      ),
    );
  }
}

const east = { provider: { region: "us-east-1" } };
const front = (props: { readonly internal?: boolean; readonly loadBalancerType?: string }) =>
  resource(tokens.loadBalancer, "front", props, east);
const listener = (props: Plain<ListenerArgs>) =>
  resource(
    tokens.listener,
    "open",
    { loadBalancerArn: unknown.string, port: 80, protocol: "HTTP", ...props },
    { ...east, sources: { loadBalancerArn: ["front"] } },
  );
const forward = {
  type: "forward",
  targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/a/1",
};
const redirect = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
const forwarding = { defaultActions: [forward] };

export default stackRule({
  meta: {
    name: "alb-require-tls",
    severity: "high",
    level: "advisory",
    law: "A public listener uses TLS, or only redirects to one that does.",
    rationale: "What is sent over plain HTTP or TCP can be read and changed by everyone on the way.",
    remediation: "Set protocol to HTTPS (TLS on a network load balancer) with a certificate, and redirect from HTTP.",
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
    framework: { wellArchitected: "SEC9-BP02", nist: ["SC-8", "SC-13"] },
  },
  config: {
    passThroughPorts: {
      type: "array",
      items: { type: "integer", minimum: 1, maximum: 65_535 },
      uniqueItems: true,
      default: [443],
      description: "Ports on which a TCP listener hands TLS on to targets that end it themselves.",
    },
  },
  *check(stack, { passThroughPorts }): Check<StackFinding> {
    if (stack.of(tokens.listener).length + stack.of(tokens.classicBalancer).length === 0) {
      return skip("no listener of a load balancer");
    }
    yield* judgeListeners(stack, passThroughPorts);
    yield* judgeClassic(stack);
    return undefined;
  },
  examples: {
    pass: [
      { because: "it uses HTTPS", given: [front({}), listener({ ...forwarding, port: 443, protocol: "HTTPS" })] },
      { because: "it only redirects to HTTPS", given: [front({}), listener({ defaultActions: [redirect] })] },
      { because: "the load balancer is internal", given: [front({ internal: true }), listener(forwarding)] },
      {
        because: "the targets end TLS themselves, on a port that the config names",
        config: { passThroughPorts: [8443] },
        given: [front({ loadBalancerType: "network" }), listener({ ...forwarding, port: 8443, protocol: "TCP" })],
      },
    ],
    fail: [
      {
        because: "it forwards plain HTTP",
        given: [front({ internal: false }), listener(forwarding)],
        at: ["open protocol"],
      },
      {
        because: "one of its rules forwards plain HTTP",
        given: [
          front({}),
          listener({ defaultActions: [redirect] }),
          resource(
            tokens.listenerRule,
            "path",
            { listenerArn: unknown.string, actions: [forward], conditions: [] },
            { ...east, sources: { listenerArn: ["open"] } },
          ),
        ],
        at: ["open protocol"],
      },
      {
        because: "a classic load balancer takes plain HTTP",
        given: [
          resource(
            tokens.classicBalancer,
            "old",
            { listeners: [{ lbPort: 80, lbProtocol: "http", instancePort: 80, instanceProtocol: "http" }] },
            east,
          ),
        ],
        at: ["old listeners[0].lbProtocol"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown whether the load balancer is internal",
        given: [front({ internal: unknown.boolean }), listener(forwarding)],
        at: ["front internal"],
      },
      {
        because: "the load balancer is managed elsewhere",
        given: [
          resource(tokens.listener, "open", {
            loadBalancerArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/front/1",
            ...forwarding,
          }),
        ],
        at: ["open loadBalancerArn"],
      },
    ],
    skip: [{ because: "there is no listener", given: [front({})] }],
  },
});
