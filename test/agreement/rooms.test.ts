import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const root = resolve(__dirname, "../..");
const rooms = ["infra", "model", "policy-pack", "preflight"] as const;

interface Import {
  readonly file: string;
  readonly target: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name === ".build" ? [] : sourceFiles(path);
    return /\.(ts|js|mjs|cjs)$/.test(entry.name) ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  const specifiers = readFileSync(file, "utf8").matchAll(/(?:from|import|require\()\s*["']([^"']+)["']/g);
  return [...specifiers].map(([, specifier = ""]) => ({
    file: relative(root, file).split(sep).join("/"),
    target: specifier.startsWith(".")
      ? relative(root, resolve(dirname(file), specifier))
          .split(sep)
          .join("/")
      : specifier,
  }));
}

const importsByRoom = Object.fromEntries(
  rooms.map((room) => [room, sourceFiles(join(root, room)).flatMap(importsOf)]),
) as Record<(typeof rooms)[number], Import[]>;

/** Imports of a part of the tree that lead into a place where they may not lead. */
function leaks(from: string, into: RegExp): Import[] {
  return Object.values(importsByRoom)
    .flat()
    .filter(({ file, target }) => file.startsWith(from) && into.test(target));
}

describe("the rooms keep their doors shut", () => {
  test.each(rooms)("%s has files, so that the policies below judge something", (room) => {
    expect(importsByRoom[room].length).toBeGreaterThan(0);
  });

  test("the program never imports the model, the pack or the preflight: it is a witness of its own", () => {
    expect(leaks("infra/", /^(model|policy-pack|preflight|test)\//)).toEqual([]);
  });

  test("the pack never imports the program or the preflight", () => {
    expect(leaks("policy-pack/", /^(infra|preflight|test)\//)).toEqual([]);
  });

  test("the preflight never imports the program or the pack: it runs them, as the engine does", () => {
    expect(leaks("preflight/", /^(infra|policy-pack|test)\//)).toEqual([]);
  });

  test("a rule never imports another rule or the documentation", () => {
    const rules = importsByRoom["policy-pack"].filter(
      ({ file }) => file.startsWith("policy-pack/rules/") && file !== "policy-pack/rules/index.ts",
    );
    expect(rules.filter(({ target }) => /^policy-pack\/(rules|docs)\//.test(target))).toEqual([]);
  });

  test("the model knows none of its users, no policy SDK, no wire and no file", () => {
    expect(leaks("model/", /^((infra|policy-pack|preflight|test)\/|@pulumi\/policy$|@grpc\/|node:)/)).toEqual([]);
  });

  test("within the model, what is declared knows no AWS, and AWS knows no recovery", () => {
    expect(leaks("model/graph/", /^model\/(aws|recovery)\//)).toEqual([]);
    expect(leaks("model/aws/", /^model\/recovery\//)).toEqual([]);
  });

  test("what several rules demand alike knows none of them", () => {
    expect(leaks("policy-pack/demands/", /^policy-pack\/(rules|docs)\//)).toEqual([]);
    expect(leaks("policy-pack/engine/", /^policy-pack\/(rules|demands|docs)\//)).toEqual([]);
  });

  test("what a stack declares is read in the model alone", () => {
    for (const room of ["policy-pack/readings", "preflight/budget", "preflight/drill/read", "preflight/inventory.ts"]) {
      expect([room, existsSync(join(root, room))]).toEqual([room, false]);
    }
  });

  test("what a property comes from is resolved in the model alone", () => {
    const users = [...sourceFiles(join(root, "policy-pack")), ...sourceFiles(join(root, "preflight"))].filter((file) =>
      /\bsourcesOf\b|\bpropertyDependencies\.(?:get|\w+\[)/.test(readFileSync(file, "utf8")),
    );
    // These two make what the model reads of what the engine and the wire bring.
    expect(users.map((file) => relative(root, file).split(sep).join("/"))).toEqual([
      "policy-pack/engine/stack.ts",
      "preflight/recovery/graph-of.ts",
    ]);
  });

  describe("there is one table of the types of AWS", () => {
    /** The code of the pack and the preflight that judges and shows; examples say of which type they are. */
    const code = [...sourceFiles(join(root, "policy-pack")), ...sourceFiles(join(root, "preflight"))]
      .map((file) => [relative(root, file).split(sep).join("/"), readFileSync(file, "utf8")] as const)
      .filter(([file]) => !/^policy-pack\/(docs|extract)\//.test(file));

    /** Where a text names a type outside of an example and a comment, looks for one by a pattern, or takes one apart. */
    function readings(text: string): readonly string[] {
      const bare = text.replaceAll(/\/\*\*[\s\S]*?\*\//g, "").replaceAll(/\btype: "aws:[^"]+"/g, "");
      const ways = [
        /["'`]aws:[a-z0-9]+\/\w+:[A-Z]\w*["'`]/g,
        /\^aws:\w*/g,
        /(?:starts|ends)With\("(?:aws:[a-z0-9]*|:[A-Z]\w+)/g,
        /(?<!request\.)\b(?:type|token)(?:Of\(\w+\))?\.split\("[:/]"\)/g,
      ];
      return ways.flatMap((way) => [...bare.matchAll(way)].map(([found]) => found));
    }

    test("and neither the pack nor the preflight has a second one", () => {
      expect(code.length).toBeGreaterThan(200);
      expect(code.map(([file, text]) => [file, ...readings(text)]).filter(([, found]) => found !== undefined)).toEqual(
        [],
      );
    });

    test.each([
      ['const table = "aws:dynamodb/table:Table";', 1],
      ["const keys = /^aws:kms\\/(key|replicaKey):/;", 1],
      ['type.startsWith("aws:iam/")', 1],
      ['const [, path] = type.split(":");', 1],
      ['pass: [{ type: "aws:dynamodb/table:Table", given: {} }]', 0],
      ['/** As `"aws:dynamodb/table:Table"`. */', 0],
      ['["aws:ec2/getVpc:getVpc", getVpc]', 0],
      ['"arn:aws:s3:::bucket/Key:Value"', 0],
    ])("%s is seen, or let be", (text, count) => expect(readings(text)).toHaveLength(count));
  });

  test("one file reads schedules, and one looks for files by a pattern", () => {
    const users = (name: string) => leaks("", new RegExp(`^${name}$`)).map(({ file }) => file);
    expect(users("croner")).toEqual(["model/aws/schedule.ts"]);
    expect(users("tinyglobby")).toEqual(["preflight/commands/stack-files.ts"]);
    expect(users("(cron-parser|cronstrue|minimatch|picomatch|micromatch|fast-glob|glob|wildcard-match)")).toEqual([]);
  });

  test("a component never reads configuration and never knows a blueprint", () => {
    expect(leaks("infra/components/", /^infra\/(config|blueprints)\//)).toEqual([]);
  });

  test("only one file of the pack starts a server", () => {
    const starters = sourceFiles(join(root, "policy-pack")).filter((file) =>
      /new PolicyPack\(/.test(readFileSync(file, "utf8")),
    );
    expect(starters.map((file) => relative(root, file).split(sep).join("/"))).toEqual(["policy-pack/index.ts"]);
  });

  test("only one file of the program reads stack configuration", () => {
    const readers = sourceFiles(join(root, "infra")).filter((file) =>
      /new pulumi\.Config\(|new Config\(/.test(readFileSync(file, "utf8")),
    );
    expect(readers.map((file) => relative(root, file).split(sep).join("/"))).toEqual(["infra/config/read.ts"]);
  });
});

describe("files of a room import each other in one direction", () => {
  /** The files that are imported, by those that import them; types alone count too. */
  function imported(room: (typeof rooms)[number]): ReadonlyMap<string, readonly string[]> {
    const files = new Set(sourceFiles(join(root, room)).map((path) => relative(root, path).split(sep).join("/")));
    const find = (target: string) => [target, `${target}.ts`, `${target}/index.ts`].find((path) => files.has(path));
    const arrows = new Map<string, string[]>();
    for (const { file, target } of importsByRoom[room]) {
      arrows.set(file, [...(arrows.get(file) ?? []), ...[find(target)].filter((path) => path !== undefined)]);
    }
    return arrows;
  }

  /** The files that lead back to themselves. */
  function circles(arrows: ReadonlyMap<string, readonly string[]>): readonly string[] {
    const reached = (from: string) => {
      const found = new Set(arrows.get(from) ?? []);
      for (const file of found) {
        for (const further of arrows.get(file) ?? []) found.add(further);
      }
      return found;
    };
    return [...arrows.keys()].filter((file) => reached(file).has(file)).sort();
  }

  test.each(["model", "policy-pack", "preflight"] as const)("%s has no circle of imports", (room) => {
    const arrows = imported(room);
    expect([...arrows.values()].flat().length).toBeGreaterThan(arrows.size);
    expect(circles(arrows)).toEqual([]);
  });

  test("a circle is seen, however long", () => {
    const arrows = new Map([
      ["a", ["b"]],
      ["b", ["c"]],
      ["c", ["a"]],
      ["d", ["a"]],
    ]);
    expect(circles(arrows)).toEqual(["a", "b", "c"]);
  });
});

describe("what runs without the workshop", () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
  };
  /** The name of a package in the path of a module. */
  const packageOf = (path: string) =>
    path
      .split("/")
      .slice(0, path.startsWith("@") ? 2 : 1)
      .join("/");

  test("a package that the program, the pack or the preflight loads is a dependency of production", () => {
    const loaded = rooms
      .flatMap((room) => sourceFiles(join(root, room)))
      .filter((file) => !/\.d\.ts$/.test(file) && !/policy-pack\/(docs|extract)\//.test(file))
      .flatMap((file) => loadedBy(readFileSync(file, "utf8")))
      .filter((path) => !path.startsWith(".") && !path.startsWith("node:"))
      .map(packageOf);
    expect(loaded.length).toBeGreaterThan(50);
    expect([...new Set(loaded)].filter((name) => !Object.hasOwn(dependencies, name)).sort()).toEqual([]);
  });

  /** Modules loaded when the code runs: an import of types alone is not. */
  function loadedBy(code: string): string[] {
    const imports = code.matchAll(/^(?:import|export)(?! type)[^"';]*?from\s*"([^"]+)"|require\("([^"]+)"\)/gm);
    return [...imports].map(([, imported, required]) => imported ?? required ?? "");
  }
});
