import { fileURLToPath } from "node:url";
import type { SourcePosition as PositionMessage, StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { SourcePosition } from "../graph";
import { isInstalledFile } from "../paths";

/** A request that says where it was made. */
export interface Positioned {
  getSourceposition(): PositionMessage | undefined;
  getStacktrace(): StackTrace | undefined;
}

/** Where the program constructed the resource; a constructor inside a package is of no use to its user. */
export function findPosition(request: Positioned): SourcePosition | undefined {
  const frames = request.getStacktrace()?.getFramesList() ?? [];
  const positions = [request.getSourceposition(), ...frames.map((frame) => frame.getPc())]
    .map(positionOf)
    .filter((position) => position !== undefined);
  return positions.find(({ file }) => !isInstalledFile(file)) ?? positions[0];
}

function positionOf(message: PositionMessage | undefined): SourcePosition | undefined {
  if (message === undefined || !message.getUri().startsWith("file://")) {
    return undefined;
  }
  return { file: fileURLToPath(message.getUri()), line: message.getLine(), column: message.getColumn() };
}
