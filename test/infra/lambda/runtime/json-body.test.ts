import { readJsonBody } from "../../../../infra/lib/lambda/runtime/http/json-body";
import { Refusal } from "../../../../infra/lib/lambda/runtime/http/refusal";

function post(body: Buffer, headers: Readonly<Record<string, string>> = { "content-type": "application/json" }) {
  return { method: "POST", path: "/", headers: new Map(Object.entries(headers)), body };
}

function statusOf(request: ReturnType<typeof post>, limit = 100): number | undefined {
  try {
    readJsonBody(request, limit);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Refusal ? thrown.args.status : Number.NaN;
  }
}

describe("readJsonBody", () => {
  test.each([
    "application/json",
    "Application/JSON",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
    "application/json; profile=x",
  ])("reads %s", (contentType) => {
    expect(readJsonBody(post(Buffer.from('{"ä":"💶"}'), { "content-type": contentType }), 100)).toEqual({ ä: "💶" });
  });

  test.each([
    ["no content type", {}],
    ["an empty content type", { "content-type": "" }],
    ["text", { "content-type": "text/plain" }],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }],
    ["a media type that only begins alike", { "content-type": "application/jsonp" }],
    ["two media types", { "content-type": "application/json, text/html" }],
    ["another charset", { "content-type": "application/json; charset=utf-16" }],
    ["a compressed body", { "content-type": "application/json", "content-encoding": "gzip" }],
  ])("answers 415 to %s", (_what, headers: Record<string, string>) => {
    expect(statusOf(post(Buffer.from("{}"), headers))).toBe(415);
  });

  test("reads a body of identity encoding", () => {
    const headers = { "content-type": "application/json", "content-encoding": "identity" };
    expect(readJsonBody(post(Buffer.from("[1]"), headers), 100)).toEqual([1]);
  });

  test.each([
    ["no bytes", Buffer.alloc(0)],
    ["half an object", Buffer.from('{"a":')],
    ["two values", Buffer.from("{}{}")],
    ["a word", Buffer.from("undefined")],
    ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ["a cut surrogate in UTF-8", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])("answers 400 to %s", (_what, body) => {
    expect(statusOf(post(body))).toBe(400);
  });

  test("counts bytes, not characters", () => {
    expect(statusOf(post(Buffer.from('"ää"')), 6)).toBeUndefined();
    expect(statusOf(post(Buffer.from('"ää"')), 5)).toBe(413);
  });
});
