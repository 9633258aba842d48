// Loaded before a function: no authority of RDS vouches for a server of a test, so one more does. All else about TLS is
// the function's own: that the chain is verified, that the name is, and that nobody else is trusted.
const { readFileSync } = require("node:fs");
const tls = require("node:tls");

const authority = readFileSync(process.env.TEST_AUTHORITY, "utf8");
const { connect } = tls;

tls.connect = (options, ...rest) =>
  connect(options.ca === undefined ? options : { ...options, ca: [...options.ca, authority] }, ...rest);
