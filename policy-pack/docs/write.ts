import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../rules";
import { policyPages } from "./policies";
import { writtenSchema } from "./profile-schema";
import { ruleTable, withTable } from "./table";

const readme = join(__dirname, "../../README.md");
const pages = join(__dirname, "../../docs/policies.md");
const schema = join(__dirname, "../profiles/schema.json");
writeFileSync(readme, withTable(readFileSync(readme, "utf8"), ruleTable(rules)));
writeFileSync(pages, policyPages(rules));
writeFileSync(schema, writtenSchema(rules));
console.log(`README.md, docs/policies.md, policy-pack/profiles/schema.json: ${rules.length} laws`);
