import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../rules";
import { ruleTable, withTable } from "./table";

const file = join(__dirname, "../../README.md");
writeFileSync(file, withTable(readFileSync(file, "utf8"), ruleTable(rules)));
console.log(`README.md: ${rules.length} laws`);
