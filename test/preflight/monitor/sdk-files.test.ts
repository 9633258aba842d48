import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SdkFiles } from "../../../preflight/monitor/sdk-files";

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "sdk-files-"));
  write("package.json", "{}");
  write(
    "fleet/getBoats.d.ts",
    `import * as outputs from "../types/output";
export interface GetBoatsArgs {
    harbour: string;
}
export interface GetBoatsResult {
    /**
     * Every boat: its name
     */
    readonly ids: string[];
    readonly crew?: outputs.fleet.GetBoatsCrew;
    readonly engines: outputs.fleet.GetBoatsEngine[];
    readonly owner: outputs.GetBoatsCrew;
    readonly tags: {
        [key: string]: string;
    };
    readonly stranger: outputs.fleet.Nobody;
    readonly afloat: boolean;
    readonly length?: number | undefined;
}
`,
  );
  write(
    "types/output.d.ts",
    `export interface GetBoatsCrew {
    name: string;
}
export declare namespace harbour {
    interface GetBoatsEngine {
        berth: string;
    }
}
export declare namespace fleet {
    interface GetBoatsCrew {
        captain: string;
        sailors: string[];
    }
    interface GetBoatsEngine {
        parts: outputs.fleet.GetBoatsEngine[];
        power: number;
    }
}
`,
  );
});

afterAll(() => rmSync(directory, { recursive: true }));

test("reads what each field of an answer holds, by the types of its own namespace", () => {
  expect(new SdkFiles(directory).resultShapes("boats:fleet/getBoats:getBoats")).toMatchObject({
    ids: { each: "text" },
    crew: { fields: { captain: "text", sailors: { each: "text" } } },
    owner: { fields: { name: "text" } },
    tags: { map: "text" },
    stranger: "any",
    afloat: "any",
    length: "number",
  });
});

test("a type that refers to itself comes to an end", () => {
  const innermost = { each: { fields: { parts: { each: "any" }, power: "number" } } };
  expect(new SdkFiles(directory).resultShapes("boats:fleet/getBoats:getBoats").engines).toEqual({
    each: { fields: { parts: { each: { fields: { parts: innermost, power: "number" } } }, power: "number" } },
  });
});

test.each(["boats:fleet/getNobody:getNobody", "ships:fleet/getBoats:getBoats", "no token"])(
  "knows no field of %s",
  (token) => {
    expect(new SdkFiles(directory).resultShapes(token)).toEqual({});
  },
);

function write(name: string, text: string): void {
  const file = join(directory, "node_modules", "@pulumi", "boats", name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
