import { given, inEast, inWest, unknownList, unknownText } from "../../given";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const listener = "aws:lb/listener:Listener";
const rule = "aws:lb/listenerRule:ListenerRule";
const classic = "aws:elb/loadBalancer:LoadBalancer";
const forward = { type: "forward" };
const toHttps = { type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } };
const front = given(balancer, "front", { internal: false }, inEast);
const behindFront = { ...inEast, sources: { loadBalancerArn: ["front"] } };
const http = { loadBalancerArn: unknownText, port: 80, protocol: "HTTP" };
const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/front/50dc6c495c0c9188";
const listenerArn =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2";

export default {
  pass: [
    {
      because: "a network load balancer ends TLS",
      given: [
        given(balancer, "front", { loadBalancerType: "network" }, inEast),
        given(listener, "open", { ...http, port: 443, protocol: "TLS", defaultActions: [forward] }, behindFront),
      ],
    },
    {
      because: "it answers by itself, and one of its rules redirects to HTTPS",
      given: [
        front,
        given(listener, "open", { ...http, defaultActions: [{ type: "fixed-response" }] }, behindFront),
        given(
          rule,
          "path",
          { listenerArn: unknownText, actions: [toHttps] },
          { ...inEast, sources: { listenerArn: ["open"] } },
        ),
      ],
    },
    {
      because: "the single action is no list, as in old versions of the provider",
      given: [front, given(listener, "open", { ...http, defaultAction: toHttps }, behindFront)],
    },
    {
      because: "datagrams carry no TLS of a load balancer's",
      given: [
        given(balancer, "front", { loadBalancerType: "network" }, inEast),
        given(listener, "open", { ...http, port: 53, protocol: "UDP", defaultActions: [forward] }, behindFront),
      ],
    },
    {
      because: "a classic load balancer is internal",
      given: [given(classic, "old", { internal: true, listeners: [{ lbPort: 80, lbProtocol: "http" }] }, inEast)],
    },
    {
      because: "a classic load balancer speaks TLS in capitals",
      given: [given(classic, "old", { listeners: [{ lbPort: 443, lbProtocol: "SSL" }] }, inEast)],
    },
    {
      because: "a secure listener is of a load balancer of which nothing is known",
      given: [given(listener, "closed", { ...http, protocol: "HTTPS", defaultActions: [forward] }, inEast)],
    },
  ],
  fail: [
    {
      because: "everything is known, as after an update",
      given: [
        given(balancer, "front", { name: "front", arn }, inEast),
        given(
          listener,
          "open",
          { id: listenerArn, loadBalancerArn: arn, protocol: "HTTP", defaultActions: [toHttps] },
          inEast,
        ),
        given(rule, "path", { listenerArn, actions: [forward] }, inEast),
      ],
      at: ["open protocol"],
    },
    {
      because: "no protocol is stated, which is HTTP",
      given: [front, given(listener, "open", { loadBalancerArn: unknownText, defaultActions: [forward] }, behindFront)],
      at: ["open protocol"],
    },
    {
      because: "it redirects to HTTP at another place",
      given: [
        front,
        given(
          listener,
          "open",
          { ...http, defaultActions: [{ type: "redirect", redirect: { protocol: "HTTP", host: "example.net" } }] },
          behindFront,
        ),
      ],
      at: ["open protocol"],
    },
    {
      because: "it redirects to the protocol by which callers came",
      given: [
        front,
        given(
          listener,
          "open",
          { ...http, defaultActions: [{ type: "redirect", redirect: { port: "443" } }] },
          behindFront,
        ),
      ],
      at: ["open protocol"],
    },
    {
      because: "it asks callers to log in, in the clear",
      given: [
        front,
        given(listener, "open", { ...http, defaultActions: [{ type: "authenticate-oidc" }, forward] }, behindFront),
      ],
      at: ["open protocol"],
    },
    {
      because: "a TCP listener is on a port beside that of TLS",
      given: [
        given(balancer, "front", { loadBalancerType: "network" }, inEast),
        given(listener, "open", { ...http, port: 444, protocol: "TCP", defaultActions: [forward] }, behindFront),
      ],
      at: ["open protocol"],
    },
    {
      because: "both regions do, under an old name of the type",
      given: [
        given("aws:alb/loadBalancer:LoadBalancer", "front", {}, inEast),
        given("aws:alb/listener:Listener", "open", { ...http, defaultActions: [forward] }, behindFront),
        given(balancer, "other", {}, inWest),
        given(
          listener,
          "second",
          { ...http, defaultActions: [forward] },
          { ...inWest, sources: { loadBalancerArn: ["other"] } },
        ),
      ],
      at: ["open protocol", "second protocol"],
    },
    {
      because: "the second listener of a classic load balancer is in the clear",
      given: [
        given(
          classic,
          "old",
          {
            listeners: [
              { lbPort: 443, lbProtocol: "https" },
              { lbPort: 25, lbProtocol: "tcp" },
            ],
          },
          inEast,
        ),
      ],
      at: ["old listeners[1].lbProtocol"],
    },
    {
      because: "the listeners of a classic load balancer are a text",
      given: [given(classic, "old", { listeners: "http" }, inEast)],
      at: ["old listeners"],
    },
  ],
  undetermined: [
    {
      because: "the protocol is unknown",
      given: [
        front,
        given(listener, "open", { ...http, protocol: unknownText, defaultActions: [forward] }, behindFront),
      ],
      at: ["open protocol"],
    },
    {
      because: "the actions are unknown",
      given: [front, given(listener, "open", { ...http, defaultActions: unknownList }, behindFront)],
      at: ["open defaultActions"],
    },
    {
      because: "a rule of some listener may forward what arrives",
      given: [
        front,
        given(listener, "open", { ...http, defaultActions: [toHttps] }, behindFront),
        given(rule, "path", { listenerArn: unknownText, actions: [forward] }, inEast),
      ],
      at: ["path listenerArn"],
    },
    {
      because: "it is unknown whether a classic load balancer is internal",
      given: [given(classic, "old", { internal: unknownText, listeners: [{ lbProtocol: "http" }] }, inEast)],
      at: ["old internal"],
    },
  ],
};
