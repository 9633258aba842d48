import { tooManyFiles } from "../../preflight/open-files";

test.each(["EMFILE", "ENFILE"])("%s is named, with what to do", (code) => {
  expect(tooManyFiles(Object.assign(new Error("open '/somewhere'"), { code }))).toBe(
    `too many open files (${code}); raise the limit of open files (ulimit -n)`,
  );
});

test.each([new Error("another"), Object.assign(new Error("gone"), { code: "ENOENT" }), "a text", undefined, null])(
  "%s is another error",
  (error) => {
    expect(tooManyFiles(error)).toBeUndefined();
  },
);
