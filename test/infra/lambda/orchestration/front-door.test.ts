import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { answersWell } from "../../../../infra/lib/lambda/orchestration/front-door";

let server: Server;
const hosts: (string | undefined)[] = [];

async function serve(listener: RequestListener): Promise<string> {
  server = createServer((request, response) => {
    hosts.push(request.headers.host);
    listener(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ready`;
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
  hosts.splice(0);
});

test.each([
  [200, true],
  [204, true],
  [399, true],
  [400, false],
  [404, false],
  [503, false],
])("an answer with %i is as good as Route 53 finds it: %j", async (status, expected) => {
  const url = await serve((_request, response) => response.writeHead(status).end("text"));
  await expect(answersWell(url, "app.example.com", 2_000)).resolves.toBe(expected);
  expect(hosts).toEqual(["app.example.com"]);
});

test("no answer in time is a bad one, and so is a connection that nobody takes", async () => {
  const url = await serve(() => undefined);
  await expect(answersWell(url, "app.example.com", 50)).resolves.toBe(false);
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await expect(answersWell(url, "app.example.com", 2_000)).resolves.toBe(false);
});
