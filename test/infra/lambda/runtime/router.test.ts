import { json } from "../../../../infra/lib/lambda/runtime/http/message";
import { Refusal } from "../../../../infra/lib/lambda/runtime/http/refusal";
import { matchRoute, type Route } from "../../../../infra/lib/lambda/runtime/http/router";

const route = (method: Route["method"], path: string): Route => ({ method, path, handle: async () => json(200, {}) });
const routes = [route("GET", "/a"), route("POST", "/a"), route("GET", "/a/{id}"), route("GET", "/a/{id}/b/{other}")];

function matched(method: string, path: string): readonly unknown[] {
  const match = matchRoute(routes, method, path);
  return [match.route.path, Object.fromEntries(match.parameters)];
}

function refused(method: string, path: string): Refusal["args"] | undefined {
  try {
    matchRoute(routes, method, path);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Refusal ? thrown.args : undefined;
  }
}

describe("matchRoute", () => {
  test.each([
    ["GET", "/a", ["/a", {}]],
    ["POST", "/a", ["/a", {}]],
    ["GET", "/a/1", ["/a/{id}", { id: "1" }]],
    ["GET", "/a/x%2Fy", ["/a/{id}", { id: "x/y" }]],
    ["GET", "/a/%C3%A4", ["/a/{id}", { id: "ä" }]],
    ["GET", "/a/1/b/2", ["/a/{id}/b/{other}", { id: "1", other: "2" }]],
    ["GET", "/%61", ["/a", {}]],
  ])("finds %s %s", (method, path, expected) => {
    expect(matched(method, path)).toEqual(expected);
  });

  test.each(["/", "", "a", "/A", "/a/", "//a", "/a//", "/a/1/", "/a/1/b", "/a/%", "/a/%zz", "/a/1/b/2/c"])(
    "answers 404 to %j",
    (path) => {
      expect(refused("GET", path)?.status).toBe(404);
    },
  );

  test("answers 405 with the methods of the path, sorted", () => {
    expect(refused("DELETE", "/a")).toMatchObject({
      status: 405,
      message: "This path answers GET and POST.",
      headers: { allow: "GET, POST" },
    });
  });
});
