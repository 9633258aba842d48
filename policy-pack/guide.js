// What `policyGuide` of package.json names: prints why each policy is there, and a program that fails and passes.
require("../load")("policy-pack/guide/print");
