// Starts the host (see host.ts) from its TypeScript source. Arguments: the socket to listen on, and the process of the
// test run, with which it ends: a run that is killed can tell nobody.
const [socket, run] = process.argv.slice(2);

setInterval(() => {
  try {
    process.kill(Number(run), 0);
  } catch {
    process.exit();
  }
}, 2000).unref();

require("../../../preflight/monitor/late-tools");
require("../../../run-typescript");
require("./host.ts").listen(socket);
