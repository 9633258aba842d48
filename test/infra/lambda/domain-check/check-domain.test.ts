import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { checkDomain } from "../../../../infra/lib/lambda/domain-check/check-domain";
import { statusAs } from "../../../../infra/lib/lambda/runtime/http/ask-as";
import type { Measured } from "../../../../infra/lib/lambda/runtime/metrics";
import { capturedLog } from "../doubles/captured-log";

async function failuresWhen(
  ask: (signal: AbortSignal) => Promise<number | undefined>,
  timeLimitMs = 10_000,
): Promise<unknown> {
  const published: Readonly<Record<string, Measured>>[] = [];
  const publish = (measured: Readonly<Record<string, Measured>>) => void published.push(measured);
  await checkDomain({ ask, timeLimitMs, publish, log: capturedLog().log });
  return published;
}

const counted = (value: number) => [{ PeerDomainFailures: { unit: "Count", value } }];

test.each([
  ["it is well", 200, 0],
  ["it says itself that it is unwell or closed", 503, 0],
  ["the custom domain has no mapping", 403, 1],
  ["nothing is there", 404, 1],
  ["the gateway cannot call the function", 502, 1],
  ["nobody answers", undefined, 1],
])("the other region under its name, when %s", async (_case, status, failures) => {
  expect(await failuresWhen(async () => status)).toEqual(counted(failures));
});

test("an answer that does not come is a failure", async () => {
  expect(await failuresWhen(() => new Promise(() => undefined), 5)).toEqual(counted(1));
});

describe("asked over the network", () => {
  let server: Server;
  const hosts: (string | undefined)[] = [];
  const served = "api.example.com";
  beforeAll(async () => {
    server = createServer((request, response) => {
      hosts.push(request.headers.host);
      response.writeHead(request.headers.host === served ? 200 : 403).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(() => new Promise((done) => server.close(done)));
  const url = () => new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/health`);

  test("it is asked by the name that callers use, which a front door that does not know the name refuses", async () => {
    expect(await failuresWhen((signal) => statusAs(url(), served, signal))).toEqual(counted(0));
    expect(await failuresWhen((signal) => statusAs(url(), "other.example.com", signal))).toEqual(counted(1));
    expect(hosts).toEqual([served, "other.example.com"]);
  });
});
