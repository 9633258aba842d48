import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client, credentials } from "@grpc/grpc-js";
import { type LocalServer, startServer } from "../../../preflight/monitor/server";

const folder = mkdtempSync(join(tmpdir(), "server-"));
function answers({ address }: LocalServer): Promise<void> {
  const client = new Client(address, credentials.createInsecure());
  return new Promise<void>((ready, reject) => {
    client.waitForReady(Date.now() + 20_000, (error) => (error === undefined ? ready() : reject(error)));
  }).finally(() => client.close());
}

test("listens where nobody else comes in, and leaves nothing there", async () => {
  const server = await startServer(() => undefined, folder);
  const socket = server.address.replace(/^unix:/, "");
  expect(dirname(dirname(socket))).toBe(folder);
  expect(statSync(socket).isSocket()).toBe(true);
  expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
  await answers(server);
  server.close();
  while (existsSync(dirname(socket))) await setTimeout(20);
});

test.each([
  ["that is too deep for the path of a socket", join(folder, "d".repeat(90)), true],
  ["that is not there", join(folder, "none"), false],
])("listens on a port of this machine with a temporary folder %s", async (_what, place, isThere) => {
  if (isThere) mkdirSync(place);
  const server = await startServer(() => undefined, place);
  expect(server.address).toMatch(/^127\.0\.0\.1:\d+$/);
  await answers(server);
  server.close();
  rmSync(place, { recursive: true, force: true });
});
