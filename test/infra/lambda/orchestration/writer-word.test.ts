import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readWriterWord } from "../../../../infra/lib/lambda/orchestration/front-door";

let server: Server;
let page: { status: number; text: string };

beforeAll(async () => {
  server = createServer((_request, response) => response.writeHead(page.status).end(page.text));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterAll(() => server.close());

const read = () =>
  readWriterWord(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ready`, "app.example", 2_000);

test.each([
  [200, { ready: true, writer: "answers", copiedUntil: 1_711_886_400_000 }, "answers", 1_711_886_400_000],
  [200, { ready: true, writer: "silent", copiedUntil: 1 }, "silent", 1],
  [503, { ready: false, missing: "settings", writer: "silent", copiedUntil: null }, "silent", undefined],
  [200, { writer: "answers" }, "answers", undefined],
])("a page with %i and %j", async (status, body, writer, copiedUntil) => {
  page = { status, text: JSON.stringify(body) };
  await expect(read()).resolves.toEqual({ writer, copiedUntil });
});

test.each([
  ["nothing of the writer", '{"ready":true}'],
  ["a word that is not known", '{"writer":"fine"}'],
  ["a time that is none", '{"writer":"answers","copiedUntil":"now"}'],
  ["a time before all times", '{"writer":"answers","copiedUntil":-2}'],
  ["no JSON", "ready"],
  ["null", "null"],
  ["nothing", ""],
  ["no end", `{"writer":"answers","more":"${"x".repeat(5_000)}"}`],
])("%s is no word", async (_case, text) => {
  page = { status: 200, text };
  await expect(read()).rejects.toThrow("The standby's page");
});

test("a page that is not there is no word", async () => {
  await expect(readWriterWord("http://127.0.0.1:1/ready", "app.example", 2_000)).rejects.toMatchObject({
    kind: "unavailable",
  });
});
