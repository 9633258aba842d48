import * as grpc from "@grpc/grpc-js";
import { findStrangers, refuseStrangers } from "../../../policy-pack/engine/configuring";
import { handedToGrpc } from "./registering";

const number = { type: "integer", default: 60, description: "A number." } as const;
const laws = [
  { meta: { name: "dynamodb-require-pitr" }, config: {} },
  { meta: { name: "iam-forbid-wildcard-action" }, config: {} },
  { meta: { name: "iam-forbid-wildcard-resource" }, config: {} },
  { meta: { name: "route53-exact-record-ttl" }, config: { ttlSeconds: number, only: number } },
] as const;

describe("names in a config", () => {
  test.each([
    ["nothing at all", []],
    ["a level for all", [["all", []]]],
    ["a policy with its settings", [["route53-exact-record-ttl", ["ttlSeconds", "only", "exemptions"]]]],
    ["a policy that has no settings, with exemptions", [["dynamodb-require-pitr", ["exemptions"]]]],
  ] as const)("are known: %s", (_what, given) => expect(findStrangers(laws, given)).toEqual([]));

  test("are all told when they are not", () => {
    const given = [
      ["route53-exact-record-tll", []],
      ["zzz", []],
      ["route53-exact-record-ttl", ["ttl", "ttlSeconds", "constructor"]],
      ["all", ["ttlSeconds"]],
      ["constructor", []],
      ["", []],
    ] as const;
    const settings = "is not a setting of the policy, expected one of ttlSeconds, only, exemptions";
    expect(findStrangers(laws, given)).toEqual([
      "route53-exact-record-tll is not a policy of this pack, did you mean route53-exact-record-ttl?",
      "zzz is not a policy of this pack",
      `route53-exact-record-ttl.ttl ${settings}`,
      `route53-exact-record-ttl.constructor ${settings}`,
      "all is not a policy of this pack",
      "constructor is not a policy of this pack",
      " is not a policy of this pack",
    ]);
  });

  test.each([
    ["iam-forbid-wildcard", "iam-forbid-wildcard-action"],
    ["iam-forbid-wildcard-r", "iam-forbid-wildcard-resource"],
    ["iam-forbid-wildcard-resources", "iam-forbid-wildcard-resource"],
    ["iam-forbid-wildcard-action-", "iam-forbid-wildcard-action"],
    ["require-dynamodb-pitr", "dynamodb-require-pitr"],
    ["record", "route53-exact-record-ttl"],
    ["s3-require-x", "dynamodb-require-pitr"],
    ["pitr-wildcard", "dynamodb-require-pitr"],
  ])("%s: the policy that shares most words was meant, then the one that begins most alike: %s", (name, meant) => {
    expect(findStrangers(laws, [[name, []]])).toEqual([`${name} is not a policy of this pack, did you mean ${meant}?`]);
  });

  test("mean nothing in a pack without policies", () => {
    expect(findStrangers([], [["a-b", []]])).toEqual(["a-b is not a policy of this pack"]);
  });
});

type Configure = (call: unknown, callback: (...answer: unknown[]) => void) => unknown;
const service = {} as grpc.ServiceDefinition;

/** What a pack's server registers while strange names are refused. */
function registered(calls: object): { readonly configure?: Configure; readonly [call: string]: unknown } {
  const [given, wrapped] = handedToGrpc(service, calls, (register) => refuseStrangers(laws, register));
  expect(given).toBe(service);
  return wrapped as ReturnType<typeof registered>;
}

const requestFor = (policies: Readonly<Record<string, object>>) => ({
  request: {
    getPolicyconfigMap: () =>
      new Map(
        Object.entries(policies).map(([name, given]) => [
          name,
          { getProperties: () => ({ toJavaScript: () => given }) },
        ]),
      ),
  },
});

describe("a pack that is configured", () => {
  const answer = jest.fn();
  const configure = jest.fn(() => "done");
  beforeEach(() => {
    answer.mockClear();
    configure.mockClear();
  });

  test("refuses names that mean nothing to it, all in one error, and never configures itself by them", () => {
    const call = requestFor({ "dynamodb-require-pitt": {}, "route53-exact-record-ttl": { ttl: 1 } });
    registered({ configure }).configure?.(call, answer);
    expect(configure).not.toHaveBeenCalled();
    expect(answer.mock.calls).toEqual([
      [
        {
          code: grpc.status.INVALID_ARGUMENT,
          details: [
            "the config of dr-guardrails is wrong:",
            "dynamodb-require-pitt is not a policy of this pack, did you mean dynamodb-require-pitr?",
            "route53-exact-record-ttl.ttl is not a setting of the policy, expected one of ttlSeconds, only, exemptions",
          ].join("\n"),
        },
      ],
    ]);
  });

  test.each<readonly [string, unknown]>([
    ["names that it knows", requestFor({ "route53-exact-record-ttl": { ttlSeconds: 1 }, all: {} })],
    ["no names", requestFor({})],
    ["a policy without properties", { request: { getPolicyconfigMap: () => new Map([["all", {}]]) } }],
    [
      "properties of another form",
      { request: { getPolicyconfigMap: () => new Map([["all", { getProperties: () => ({}) }]]) } },
    ],
    [
      "absent properties",
      { request: { getPolicyconfigMap: () => new Map([["all", { getProperties: () => undefined }]]) } },
    ],
    ["a request of another form", { request: {} }],
    ["no request at all", {}],
  ])("is left to the SDK for %s", (_what, call) => {
    expect(registered({ configure }).configure?.(call, answer)).toBe("done");
    expect(configure.mock.calls).toEqual([[call, answer]]);
    expect(answer).not.toHaveBeenCalled();
  });

  test("keeps its other calls, and gets none that it did not have", () => {
    const analyze = () => undefined;
    expect(registered({ analyze })).toEqual({ analyze });
    expect(registered({ analyze, configure }).analyze).toBe(analyze);
  });

  test("leaves the way in which servers are made as it was, when it starts and when it does not", () => {
    const { addService } = grpc.Server.prototype;
    refuseStrangers(laws, () => expect(grpc.Server.prototype.addService).not.toBe(addService));
    expect(grpc.Server.prototype.addService).toBe(addService);
    const fail = () => {
      throw new Error("no version");
    };
    expect(() => refuseStrangers(laws, fail)).toThrow("no version");
    expect(grpc.Server.prototype.addService).toBe(addService);
  });
});
