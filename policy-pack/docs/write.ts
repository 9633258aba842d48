import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../rules";
import { writtenSchema } from "./profile-schema";
import { ruleTable, withTable } from "./table";

const readme = join(__dirname, "../../README.md");
const schema = join(__dirname, "../profiles/schema.json");
writeFileSync(readme, withTable(readFileSync(readme, "utf8"), ruleTable(rules)));
writeFileSync(schema, writtenSchema(rules));
console.log(`README.md, policy-pack/profiles/schema.json: ${rules.length} laws`);
