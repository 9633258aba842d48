import type { IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { LogMessage } from "../graph";
import { unary } from "./monitor";

/** Debug messages are dropped: an SDK writes whole resources into them, secrets included. */
const SEVERITIES: Readonly<Partial<Record<LogSeverity, LogMessage["severity"]>>> = {
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

/** The other half of the engine: takes log messages and remembers the root resource. */
export function makeEngine(log: (message: LogMessage) => void): IEngineServer {
  let root = "";
  return {
    log: unary((request) => {
      const urn = request.getUrn();
      const severity = SEVERITIES[request.getSeverity()];
      if (severity !== undefined) {
        log({ severity, message: request.getMessage(), ...(urn === "" ? {} : { urn }) });
      }
      return new Empty();
    }),
    getRootResource: unary(() => new GetRootResourceResponse().setUrn(root)),
    setRootResource: unary((request) => {
      root = request.getUrn();
      return new SetRootResourceResponse();
    }),
    startDebugging: unary(() => new Empty()),
    requirePulumiVersion: unary((request) => {
      const range = request.getPulumiVersionRange();
      log({
        severity: "info",
        message: `the program requires Pulumi ${range}; no Pulumi CLI runs here, so that is not checked`,
      });
      return new RequirePulumiVersionResponse();
    }),
  };
}
