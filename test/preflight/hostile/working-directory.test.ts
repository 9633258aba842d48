import { runHere } from "../here";

test("a working directory that is gone is said to be so", async () => {
  const gone = Object.assign(new Error("ENOENT: no such file or directory, uv_cwd"), { syscall: "uv_cwd" });
  const cwd = jest.spyOn(process, "cwd").mockImplementation(() => {
    throw gone;
  });
  const { status, stderr } = await runHere("analyze", "state.json").finally(() => cwd.mockRestore());
  expect([status, stderr]).toEqual([
    2,
    "dr-guardrails: the working directory is not there any more, expected one that is; change to it and start again\n",
  ]);
});
