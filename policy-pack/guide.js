// What `policyGuide` of package.json names: prints why each law is there, and examples that pass and fail.
require("../run-typescript");
require("./guide/print.ts");
