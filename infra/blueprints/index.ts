import type { DrConfig } from "../config/types";
import type { Outputs } from "./outputs";

/** Builds the system that the configuration names. */
export function build(config: DrConfig): Promise<Outputs> {
  // Loaded when a stack asks for it: a preview starts no slower for the systems it does not build.
  switch (config.blueprint) {
    case "fleet":
      return (require("./fleet") as typeof import("./fleet")).fleet(config);
    case "healthcare":
      return (require("./healthcare") as typeof import("./healthcare")).healthcare(config);
    case "payments":
      return (require("./payments") as typeof import("./payments")).payments(config);
    case "trading":
      return (require("./trading") as typeof import("./trading")).trading(config);
    case "transactions":
      return (require("./transactions") as typeof import("./transactions")).transactions(config);
  }
}
