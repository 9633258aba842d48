// npm runs this in a checkout, where there is nothing to do, and when somebody depends on the repository by its git URL:
// then the package is packed from here, and nothing else builds it.
const { relative, resolve, isAbsolute } = require("node:path");

const root = resolve(__dirname, "..");
const path = relative(root, process.env.INIT_CWD ?? root);
const isStartedHere = !path.startsWith("..") && !isAbsolute(path);
if (!isStartedHere) require("./build").build(root);
