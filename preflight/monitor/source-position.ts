import { fileURLToPath } from "node:url";
import type { SourcePosition as PositionMessage, StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { SourcePosition } from "../graph";
import { isInstalledFile, wayWithin } from "../paths";

/** A request that says where it was made. */
export interface Positioned {
  getSourceposition(): PositionMessage | undefined;
  getStacktrace(): StackTrace | undefined;
}

/**
 * Where the program in a directory constructed the resource: a constructor inside a package is of no use to its user.
 * Undefined when there is no other.
 */
export function findPosition(request: Positioned, directory: string): SourcePosition | undefined {
  const frames = request.getStacktrace()?.getFramesList() ?? [];
  const positions = [request.getSourceposition(), ...frames.map((frame) => frame.getPc())]
    .map(positionOf)
    .filter((position) => position !== undefined);
  return positions.find(({ file }) => !isInPackage(file, directory));
}

/** A program may itself be part of a package, as one that is tried out from it. */
function isInPackage(file: string, directory: string): boolean {
  return isInstalledFile(wayWithin(directory, file) ?? file);
}

function positionOf(message: PositionMessage | undefined): SourcePosition | undefined {
  if (message === undefined || !message.getUri().startsWith("file://")) {
    return undefined;
  }
  return { file: fileURLToPath(message.getUri()), line: message.getLine(), column: message.getColumn() };
}
