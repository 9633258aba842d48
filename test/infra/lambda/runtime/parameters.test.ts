import { Failure, type FailureKind } from "../../../../infra/lib/lambda/runtime/failure";
import {
  cacheParameters,
  type ParameterSource,
  requireParameter,
} from "../../../../infra/lib/lambda/runtime/parameters";
import { capturedLog } from "../doubles/captured-log";

const down = () => Promise.reject(new Failure("unavailable", "injected"));
const holds = (endpoint: string) => async () => new Map([["/dr/endpoint", endpoint]]);

/** A cache over a source whose answers are listed, and a clock that the test turns. */
function cacheOver(answers: ParameterSource["get"][], timeLimitMs = 1_000, fallback?: { endpoint: string }) {
  const asked: (readonly string[])[] = [];
  const clock = { now: 0 };
  const captured = capturedLog();
  const cache = cacheParameters<"endpoint", { endpoint: string }>({
    source: {
      get: (names, signal) => {
        asked.push(names);
        return (answers.shift() ?? down)(names, signal);
      },
    },
    names: { endpoint: "/dr/endpoint" },
    fallback,
    parse: (find) => ({ endpoint: requireParameter("endpoint", find("endpoint")) }),
    describe: () => ({ endpoint: "present" }),
    ttlMs: 300_000,
    retryMs: 30_000,
    timeLimitMs,
    now: () => clock.now,
    log: captured.log,
  });
  return { cache, clock, asked, ...captured };
}

describe("cacheParameters", () => {
  test("asks for the names and parses what it gets", async () => {
    const { cache, asked } = cacheOver([holds("a")]);
    await expect(cache.get()).resolves.toEqual({ endpoint: "a" });
    expect(asked).toEqual([["/dr/endpoint"]]);
  });

  test("asks once as long as the values are fresh, and again when they are not", async () => {
    const { cache, clock, asked } = cacheOver([holds("a"), holds("b")]);
    await cache.get();
    clock.now = 299_999;
    await expect(cache.get()).resolves.toEqual({ endpoint: "a" });
    expect(asked).toHaveLength(1);
    clock.now = 300_000;
    await expect(cache.get()).resolves.toEqual({ endpoint: "b" });
    expect(asked).toHaveLength(2);
  });

  test("asks once for callers that come together", async () => {
    const { cache, asked } = cacheOver([holds("a")]);
    await expect(Promise.all([cache.get(), cache.get(), cache.get()])).resolves.toHaveLength(3);
    expect(asked).toHaveLength(1);
  });

  test("keeps the last values when a refresh fails, says so, and asks again after the pause", async () => {
    const { cache, clock, asked, lines } = cacheOver([holds("a"), down, holds("b")]);
    await cache.get();
    clock.now = 300_000;
    await expect(cache.get()).resolves.toEqual({ endpoint: "a" });
    expect(lines()).toContainEqual(expect.objectContaining({ level: "warn", failure: "unavailable" }));
    clock.now = 329_999;
    await expect(cache.get()).resolves.toEqual({ endpoint: "a" });
    expect(asked).toHaveLength(2);
    clock.now = 330_000;
    await expect(cache.get()).resolves.toEqual({ endpoint: "b" });
  });

  test("keeps the last values when a parameter has vanished", async () => {
    const { cache, clock } = cacheOver([holds("a"), async () => new Map()]);
    await cache.get();
    clock.now = 300_000;
    await expect(cache.get()).resolves.toEqual({ endpoint: "a" });
  });

  test("fails when there is no value yet, and asks again for the next caller", async () => {
    const { cache, asked } = cacheOver([down, holds("a")]);
    await expect(cache.get()).rejects.toMatchObject({ kind: "unavailable" });
    await expect(cache.get()).resolves.toEqual({ endpoint: "a" });
    expect(asked).toHaveLength(2);
  });

  test("fails with the parameter's role when it is missing", async () => {
    const { cache } = cacheOver([async () => new Map([["/dr/other", "x"]])]);
    await expect(cache.get()).rejects.toMatchObject({ kind: "misconfigured", details: { parameter: "endpoint" } });
  });

  test("fails in time when the source never answers, and tells it to stop", async () => {
    const signals: AbortSignal[] = [];
    const hangs: ParameterSource["get"] = (_names, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const { cache } = cacheOver([hangs], 5);
    await expect(cache.get()).rejects.toMatchObject({ kind: "timeout" });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  describe("that know what was deployed", () => {
    const deployed = { endpoint: "deployed" };

    test.each<FailureKind>(["throttled", "timeout", "unavailable"])(
      "serve it on a cold start while the store is %s, say so, and ask again after the pause",
      async (kind) => {
        const fails = () => Promise.reject(new Failure(kind, "injected"));
        const { cache, clock, asked, lines } = cacheOver([fails, holds("a")], 1_000, deployed);
        await expect(cache.get()).resolves.toEqual({ endpoint: "deployed" });
        expect(lines()).toEqual([
          expect.objectContaining({ level: "warn", message: "parameters not read, what was deployed is used" }),
        ]);
        clock.now = 29_999;
        await expect(cache.get()).resolves.toEqual({ endpoint: "deployed" });
        expect(asked).toHaveLength(1);
        clock.now = 30_000;
        await expect(cache.get()).resolves.toEqual({ endpoint: "a" });
      },
    );

    test.each<FailureKind>(["misconfigured", "unknown"])(
      "fail when the store is %s: that needs a person",
      async (kind) => {
        const fails = () => Promise.reject(new Failure(kind, "injected"));
        await expect(cacheOver([fails], 1_000, deployed).cache.get()).rejects.toMatchObject({ kind });
      },
    );

    test("keep what the store last said, not what was deployed", async () => {
      const { cache, clock } = cacheOver([holds("a"), down], 1_000, deployed);
      await cache.get();
      clock.now = 300_000;
      await expect(cache.get()).resolves.toEqual({ endpoint: "a" });
    });
  });

  test("never logs a value", async () => {
    const { cache, clock, text } = cacheOver([holds("https://secret.example"), down]);
    await cache.get();
    clock.now = 300_000;
    await cache.get();
    expect(text()).toContain("parameters read");
    expect(text()).not.toContain("secret.example");
  });
});

describe("requireParameter", () => {
  test("gives a value", () => {
    expect(requireParameter("a", "b")).toBe("b");
  });

  test.each([undefined, ""])("fails on %j", (value) => {
    expect(() => requireParameter("a", value)).toThrow("A parameter is missing.");
  });
});
