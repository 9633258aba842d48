// Where this project keeps what it can make again: below the user's own cache folder, which nobody else can write to.
const { homedir } = require("node:os");
const { isAbsolute, join } = require("node:path");

/** The folder for one kind of thing; undefined for a user without a home. It need not exist, nor be writable. */
exports.userCache = (kind) => {
  const chosen = process.env.XDG_CACHE_HOME ?? "";
  try {
    return join(isAbsolute(chosen) ? chosen : join(homedir(), ".cache"), "dr-guardrails", kind);
  } catch {
    return undefined;
  }
};
