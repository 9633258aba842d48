// Starts the host (see host.ts) from its TypeScript source. One argument: the socket to listen on.
require("../../../run-typescript");
require("./host.ts").listen(process.argv[2]);
