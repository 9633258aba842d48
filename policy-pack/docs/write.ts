import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../rules";
import { policyPages } from "./policies";
import { writtenSchema } from "./profile-schema";

writeFileSync(join(__dirname, "../../docs/policies.md"), policyPages(rules));
writeFileSync(join(__dirname, "../profiles/schema.json"), writtenSchema(rules));
console.log(`docs/policies.md, policy-pack/profiles/schema.json: ${rules.length} policies`);
