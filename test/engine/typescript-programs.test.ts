import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordProgram } from "../../preflight/monitor/record";
import { repository } from "./harness/cli";

/** Programs whose sources Pulumi's SDK compiles itself, with the compiler that the preflight lets wait. */
const bucket = 'const bucket: aws.s3.Bucket = new aws.s3.Bucket("uploads");';
const programs: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  [
    "in TypeScript",
    { "package.json": "{}", "index.ts": `import * as aws from "@pulumi/aws";\n${bucket}\n` },
    ["aws:s3/bucket:Bucket"],
  ],
  [
    "in TypeScript and ES modules",
    {
      "package.json": '{ "type": "module", "main": "index.ts" }',
      "tsconfig.json":
        '{ "compilerOptions": { "target": "ES2022", "module": "nodenext", "moduleResolution": "nodenext" } }',
      "index.ts": `import aws from "@pulumi/aws";\nimport { name } from "./name.js";\nawait name;\nnew aws.s3.Bucket(name);\n`,
      "name.ts": 'export const name: string = "uploads";\n',
    },
    ["aws:s3/bucket:Bucket"],
  ],
  [
    "with a function that becomes one on Lambda",
    {
      "package.json": "{}",
      "index.ts": `import * as aws from "@pulumi/aws";\n${bucket}\nbucket.onObjectCreated("seen", async () => console.log(bucket.id.get()));\n`,
    },
    ["aws:lambda/function:Function", "aws:s3/bucket:Bucket", "aws:s3/bucketNotification:BucketNotification"],
  ],
];

jest.setTimeout(180_000);

test.each(programs)("a program %s is recorded", async (_what, files, types) => {
  const folder = mkdtempSync(join(tmpdir(), "dr-guardrails-typescript-"));
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: typed\nruntime: nodejs\n");
  writeFileSync(join(folder, "Pulumi.dev.yaml"), "config: { aws:region: us-east-1 }\n");
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  const { resources } = await recordProgram({ programDirectory: folder, stack: "dev" });
  expect(resources.map(({ type }) => type)).toEqual(expect.arrayContaining([...types]));
  rmSync(folder, { recursive: true });
});
