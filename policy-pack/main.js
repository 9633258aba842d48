// What Pulumi starts: the pack.
require("../load")("policy-pack/index");
