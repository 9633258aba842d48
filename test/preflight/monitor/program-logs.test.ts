import { ProgramLogs } from "../../../preflight/monitor/program-logs";

test("keeps what a program logs, in its order", () => {
  const logs = new ProgramLogs();
  logs.add({ severity: "warning", message: "a" });
  logs.add({ severity: "error", message: "b", urn: "urn:x" });
  expect(logs.all()).toEqual([
    { severity: "warning", message: "a" },
    { severity: "error", message: "b", urn: "urn:x" },
  ]);
});

test("ends a message, and counts what is left out of a flood that pushes no error out", () => {
  const logs = new ProgramLogs();
  for (let index = 0; index < 100; index += 1) {
    logs.add({ severity: "warning", message: "x".repeat(1_000_000) });
  }
  logs.add({ severity: "error", message: "why it failed" });
  const all = logs.all();
  expect(all.length).toBeLessThan(25);
  expect(all[0]?.message).toMatch(/^x{200000}… \(800000 more characters\)$/);
  expect(all.at(-2)).toEqual({ severity: "error", message: "why it failed" });
  expect(all.at(-1)?.message).toBe("80 more messages of the program are left out: it logged more than anybody reads");
});
