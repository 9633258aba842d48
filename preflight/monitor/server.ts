import { Server, ServerCredentials } from "@grpc/grpc-js";
import { CHANNEL_OPTIONS } from "./channel";

/** A running server on loopback. */
export interface LoopbackServer {
  /** `127.0.0.1:<port>` */
  readonly address: string;
  close(): void;
}

/** Starts a gRPC server that only this machine can reach, with the services that `register` adds. */
export function startServer(register: (server: Server) => void): Promise<LoopbackServer> {
  const server = new Server({ ...CHANNEL_OPTIONS, "grpc.server_max_unrequested_time_in_server": 30 * 60 });
  register(server);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) {
        resolve({ address: `127.0.0.1:${port}`, close: () => server.forceShutdown() });
      } else {
        reject(error);
      }
    });
  });
}
