import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readProviderTypes } from "./provider-types";

const target = join(__dirname, "../facts/declared-types.json");
const types = readProviderTypes(dirname(require.resolve("@pulumi/aws/package.json")));
writeFileSync(target, `${JSON.stringify(types, undefined, 2)}\n`);
console.log(`${target}: @pulumi/aws ${types.version}, ${types.tagMaps.length} types with a map of tags`);
