import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { keep } from "../keeper";
import { CHANNEL_OPTIONS } from "./channel";

/** A running server that only this machine can reach, and where the platform has such files only this user. */
export interface LocalServer {
  /** In gRPC's notation: `unix:<path>` or `127.0.0.1:<port>`. */
  readonly address: string;
  close(): void;
}

/**
 * Starts a gRPC server with the services that `register` adds: whoever reaches it is told the config, secrets included.
 * `folder` is where temporary files go.
 */
export async function startServer(register: (server: Server) => void, folder = tmpdir()): Promise<LocalServer> {
  const server = new Server({ ...CHANNEL_OPTIONS, "grpc.server_max_unrequested_time_in_server": 30 * 60 });
  register(server);
  const place = findPlace(resolve(folder));
  try {
    const port = await bind(server, place.address);
    const close = () => {
      server.forceShutdown();
      place.remove();
    };
    return { address: place.isSocket ? place.address : `127.0.0.1:${port}`, close };
  } catch (error) {
    place.remove();
    throw error;
  }
}

function bind(server: Server, address: string): Promise<number> {
  return new Promise((bound, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) {
        bound(port);
      } else {
        reject(error);
      }
    });
  });
}

interface Place {
  readonly address: string;
  readonly isSocket: boolean;
  remove(): void;
}

/** What a socket's path may have on every platform, its final zero included. */
const MAX_SOCKET_PATH = 104;

const NAME = "monitor.sock";

/** A socket in a folder that only this user can enter; a port where there are no sockets or no folder is near enough. */
function findPlace(parent: string): Place {
  const folder = process.platform === "win32" ? undefined : makeFolder(parent);
  if (folder === undefined) {
    return { address: "127.0.0.1:0", isSocket: false, remove: () => undefined };
  }
  const keeper = keep('rm -rf -- "$1"', [folder], () => rmSync(folder, { recursive: true, force: true }));
  return { address: `unix:${join(folder, NAME)}`, isSocket: true, remove: () => keeper.act() };
}

/** Its mode is 0700. Undefined where it cannot be made, or where a socket in it would have too long a path. */
function makeFolder(parent: string): string | undefined {
  const prefix = join(parent, "dr-guardrails-");
  const length = Buffer.byteLength(join(`${prefix}123456`, NAME)) + 1;
  try {
    return length > MAX_SOCKET_PATH ? undefined : mkdtempSync(prefix);
  } catch {
    return undefined;
  }
}
