import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { LogMessage } from "../graph";
import type { Messages, Sent } from "../protocol/messages";
import { unary } from "./monitor";

/** By `LogSeverity`. Debug messages are dropped: an SDK writes whole resources into them, secrets included. */
const SEVERITIES: readonly (LogMessage["severity"] | undefined)[] = [undefined, "info", "warning", "error"];

/** The other half of the engine: takes log messages and remembers the root resource. */
export function makeEngine(log: (message: LogMessage) => void): UntypedServiceImplementation {
  let root = "";
  return {
    log: unary(({ severity: number, message, urn }: Messages["LogRequest"]) => {
      const severity = SEVERITIES[number];
      if (severity !== undefined) {
        log({ severity, message, ...(urn === "" ? {} : { urn }) });
      }
      return {};
    }),
    getRootResource: unary((): Sent<Messages["GetRootResourceResponse"]> => ({ urn: root })),
    setRootResource: unary(({ urn }: Messages["SetRootResourceRequest"]) => {
      root = urn;
      return {};
    }),
    startDebugging: unary(() => ({})),
    requirePulumiVersion: unary(({ pulumiVersionRange: range }: Messages["RequirePulumiVersionRequest"]) => {
      log({
        severity: "info",
        message: `the program requires Pulumi ${range}; no Pulumi CLI runs here, so that is not checked`,
      });
      return {};
    }),
  };
}
