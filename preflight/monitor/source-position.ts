import { fileURLToPath } from "node:url";
import type { SourcePosition } from "../graph";
import { isInstalledFile, wayWithin } from "../paths";
import type { Positioned, SourcePosition as PositionMessage } from "../protocol/messages";

/**
 * Where the program in a directory constructed the resource: a constructor inside a package is of no use to its user.
 * Undefined when there is no other.
 */
export function findPosition(request: Positioned, directory: string): SourcePosition | undefined {
  const frames = request.stackTrace?.frames ?? [];
  const positions = [request.sourcePosition, ...frames.map(({ pc }) => pc)]
    .map(positionOf)
    .filter((position) => position !== undefined);
  return positions.find(({ file }) => !isInPackage(file, directory));
}

/** A program may itself be part of a package, as one that is tried out from it. */
function isInPackage(file: string, directory: string): boolean {
  return isInstalledFile(wayWithin(directory, file) ?? file);
}

function positionOf(message: PositionMessage | null): SourcePosition | undefined {
  if (message === null || !message.uri.startsWith("file://")) {
    return undefined;
  }
  return { file: fileURLToPath(message.uri), line: message.line, column: message.column };
}
