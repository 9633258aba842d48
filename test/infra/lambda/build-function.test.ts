import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFunction } from "../../../infra/lib/lambda/build-function";

let project: string;

const path = (...parts: string[]) => join(project, ...parts);
const source = (name: string) => path("infra", "lib", "lambda", "greeter", name);
const folder = () => path("infra", ".build", "greeter");
const output = () => join(folder(), "index.js");
const record = () => path("infra", ".build", "greeter.record");
const build = () => buildFunction(path("infra"), "greeter");

/** What the built function says. */
function greeting(): unknown {
  const built: { exports: { handler?: () => unknown } } = { exports: {} };
  new Function("module", "exports", readFileSync(output(), "utf8"))(built, built.exports);
  return built.exports.handler?.();
}

function writeFiles(): void {
  for (const directory of [source("."), path("node_modules", "marks"), path("infra", "node_modules")]) {
    mkdirSync(directory, { recursive: true });
  }
  writeFileSync(source("word.ts"), 'export const word = "first";\n');
  writeFileSync(
    source("handler.ts"),
    'import { word } from "./word";\nimport { mark } from "marks";\nexport const handler = () => word + mark;\n',
  );
  writeFileSync(path("node_modules", ".package-lock.json"), "{}");
  writeFileSync(path("node_modules", "marks", "index.js"), 'exports.mark = "!";\n');
}

/** Until the files are old enough for a build to be recorded. */
function buildUntilRecorded(): void {
  do {
    build();
  } while (readdirSync(path("infra", ".build")).length < 2);
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "build-function-"));
  writeFiles();
  buildUntilRecorded();
});

afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

describe("buildFunction", () => {
  test("does not build again when nothing has changed", () => {
    const before = statSync(record()).mtimeMs;
    build();
    expect(statSync(record()).mtimeMs).toBe(before);
    expect(greeting()).toBe("first!");
  });

  test("builds again when a source has changed", () => {
    writeFileSync(source("word.ts"), 'export const word = "other";\n');
    build();
    expect(greeting()).toBe("other!");
  });

  test("builds every one of many changes that follow each other at once", () => {
    for (let count = 0; count < 30; count++) {
      writeFileSync(source("word.ts"), `export const word = "${10 + count}";\n`);
      build();
      expect(greeting()).toBe(`${10 + count}!`);
    }
  });

  test("builds again when an installed file has changed in place", () => {
    writeFileSync(path("node_modules", "marks", "index.js"), 'exports.mark = "?";\n');
    build();
    expect(greeting()).toBe("first?");
  });

  test("builds again when a new source takes the place of another", () => {
    writeFileSync(source("word.tsx"), 'export const word = "shadow";\n');
    build();
    expect(greeting()).toBe("shadow!");
  });

  test("builds again when packages were installed", () => {
    mkdirSync(path("infra", "node_modules", "marks"));
    writeFileSync(path("infra", "node_modules", "marks", "index.js"), 'exports.mark = " (nearer)";\n');
    writeFileSync(path("node_modules", ".package-lock.json"), '{"packages":{}}');
    build();
    expect(greeting()).toBe("first (nearer)");
  });

  test("builds again in a copy of the project", () => {
    const original = project;
    project = `${original}-copy`;
    try {
      cpSync(original, project, { recursive: true });
      writeFileSync(source("word.ts"), 'export const word = "copy";\n');
      build();
      expect(greeting()).toBe("copy!");
    } finally {
      rmSync(project, { recursive: true, force: true });
      project = original;
    }
  });

  test("builds each time when it is not known what is installed", () => {
    rmSync(path("node_modules", ".package-lock.json"));
    writeFileSync(output(), "exports.handler = () => 'changed';");
    build();
    expect(greeting()).toBe("first!");
  });

  test("builds again when the result was changed by hand", () => {
    appendFileSync(output(), "exports.handler = () => 'changed';");
    build();
    expect(greeting()).toBe("first!");
  });

  test("builds again when the result is gone", () => {
    rmSync(folder(), { recursive: true });
    build();
    expect(greeting()).toBe("first!");
  });

  test("clears what lies beside the result", () => {
    writeFileSync(join(folder(), "secret.txt"), "x");
    build();
    expect(readdirSync(folder())).toEqual(["index.js"]);
  });

  test.each(["", "\n", "x", "{}"])("builds again when the record says %j", (text) => {
    writeFileSync(record(), text);
    writeFileSync(output(), "exports.handler = () => 'changed';");
    build();
    expect(greeting()).toBe("first!");
  });

  test("fails again, and not quietly, when a source has become wrong", () => {
    writeFileSync(source("word.ts"), "export const word = ;\n");
    expect(build).toThrow(/greeter\/word\.ts:1:21 Unexpected ";"/);
    expect(build).toThrow(/greeter\/word\.ts:1:21 Unexpected ";"/);
  });
});
