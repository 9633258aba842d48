import fc from "fast-check";
import { findAlbRequest, toAlbResult } from "../../../../infra/lib/lambda/runtime/http/alb-event";
import { albEvent } from "../doubles/alb-events";

const response = { status: 201, headers: { "content-type": "application/json", location: "/a" }, body: "{}" };

describe("findAlbRequest", () => {
  test("reads an event with single headers", () => {
    const event = albEvent("POST", "/transactions", "höhe", { "Content-Type": "text/plain" });
    const request = findAlbRequest(event);
    expect(request).toMatchObject({ method: "POST", path: "/transactions" });
    expect(request?.body.toString("utf8")).toBe("höhe");
    expect(request?.headers.get("content-type")).toBe("text/plain");
  });

  test("reads an event with multi-value headers and joins their values", () => {
    const event = { httpMethod: "GET", path: "/", multiValueHeaders: { Accept: ["a", "b"] }, body: "" };
    expect(findAlbRequest(event)?.headers.get("accept")).toBe("a, b");
  });

  test("reads a body in base64 as its bytes", () => {
    const event = { httpMethod: "POST", path: "/", headers: {}, body: "/v8A", isBase64Encoded: true };
    expect(findAlbRequest(event)?.body).toEqual(Buffer.from([0xfe, 0xff, 0x00]));
  });

  test.each([undefined, null, ""])("reads the body %j as no bytes", (body) => {
    expect(findAlbRequest({ httpMethod: "GET", path: "/", headers: {}, body })?.body).toHaveLength(0);
  });

  test("reads an event without any headers", () => {
    expect(findAlbRequest({ httpMethod: "GET", path: "/" })?.headers.size).toBe(0);
  });

  test("drops headers whose value is not text", () => {
    const event = { httpMethod: "GET", path: "/", headers: { a: 1, b: null, c: "d" }, multiValueHeaders: { e: "f" } };
    expect([...(findAlbRequest(event)?.headers ?? [])]).toEqual([["c", "d"]]);
  });

  test("keeps headers that are named like parts of an object", () => {
    const event = JSON.parse('{"httpMethod":"GET","path":"/","headers":{"__proto__":"x","constructor":"y"}}');
    expect([...(findAlbRequest(event)?.headers ?? [])]).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });

  test.each([
    ["nothing", undefined],
    ["null", null],
    ["a text", "GET /"],
    ["a list", []],
    ["an empty object", {}],
    ["no method", { path: "/" }],
    ["no path", { httpMethod: "GET" }],
    ["a method that is no text", { httpMethod: 1, path: "/" }],
    ["headers that are a list", { httpMethod: "GET", path: "/", headers: [] }],
    ["multi-value headers that are text", { httpMethod: "GET", path: "/", multiValueHeaders: "a" }],
    ["a body that is an object", { httpMethod: "POST", path: "/", body: {} }],
    ["a queue's event", { Records: [{ body: "{}" }] }],
  ])("does not take %s for a request", (_what, event) => {
    expect(findAlbRequest(event)).toBeUndefined();
  });

  test("never throws, whatever the event", () => {
    fc.assert(
      fc.property(fc.anything(), (event) => {
        expect(() => findAlbRequest(event)).not.toThrow();
      }),
    );
  });
});

describe("toAlbResult", () => {
  test("answers single headers with single headers", () => {
    expect(toAlbResult({ headers: {} }, response)).toEqual({
      statusCode: 201,
      statusDescription: "201 Created",
      isBase64Encoded: false,
      headers: { "content-type": "application/json", location: "/a" },
      body: "{}",
    });
  });

  test("answers multi-value headers with multi-value headers", () => {
    expect(toAlbResult({ multiValueHeaders: {} }, response)).toEqual({
      statusCode: 201,
      statusDescription: "201 Created",
      isBase64Encoded: false,
      multiValueHeaders: { "content-type": ["application/json"], location: ["/a"] },
      body: "{}",
    });
  });

  test.each([[undefined], [null], ["x"], [{ multiValueHeaders: null }]])("answers %j with single headers", (event) => {
    expect(toAlbResult(event, response)).toHaveProperty("headers");
  });
});
