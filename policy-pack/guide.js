// What `policyGuide` of package.json names: prints why each law is there, and examples that pass and fail.
require("../load")("policy-pack/guide/print");
