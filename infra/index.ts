import { build } from "./blueprints";
import type { Outputs } from "./blueprints/outputs";
import { readConfig } from "./config/read";

/** The program: one stack is one system. */
export = (): Promise<Outputs> => build(readConfig());
