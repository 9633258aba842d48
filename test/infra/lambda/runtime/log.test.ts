import { createLogger } from "../../../../infra/lib/lambda/runtime/log";

function written(write: (log: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  write(createLogger({ write: (line) => lines.push(line) }, () => new Date(0), { service: "s" }));
  return lines;
}

describe("createLogger", () => {
  test.each(["info", "warn", "error"] as const)("writes one line of JSON at level %s", (level) => {
    const lines = written((log) => log[level]("said", { count: 1, ok: true, gone: undefined }));
    expect(lines).toEqual([
      `{"timestamp":"1970-01-01T00:00:00.000Z","level":"${level}","message":"said","service":"s","count":1,"ok":true}\n`,
    ]);
  });

  test("adds fields for a part of the work only", () => {
    const [first, second] = written((log) => {
      log.with({ requestId: "r" }).info("inside");
      log.info("outside");
    });
    expect(JSON.parse(first ?? "")).toMatchObject({ service: "s", requestId: "r" });
    expect(JSON.parse(second ?? "")).not.toHaveProperty("requestId");
  });

  test("keeps a hostile text on its line", () => {
    const hostile = '"}\n{"level":"error","message":"forged\u2028\ud800';
    const [line = ""] = written((log) => log.info("said", { method: hostile }));
    expect(line.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(line)).toMatchObject({ level: "info", method: hostile });
  });

  test("cuts a text of 513 characters, and not one of 512", () => {
    const [whole = "", cut = ""] = written((log) => {
      log.info("said", { text: "x".repeat(512) });
      log.info("said", { text: "x".repeat(513) });
    });
    expect(JSON.parse(whole).text).toBe("x".repeat(512));
    expect(JSON.parse(cut).text).toBe(`${"x".repeat(512)}...`);
  });
});
