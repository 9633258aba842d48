import * as grpc from "@grpc/grpc-js";

/** The engine sends whole stacks in one message: the limit that Pulumi's own plugins use. */
const MESSAGE_BYTES = 400 * 1024 * 1024;

export const channelOptions = {
  "grpc.max_receive_message_length": MESSAGE_BYTES,
  "grpc.max_send_message_length": MESSAGE_BYTES,
};

/** Starts a server on a free loopback port and resolves to that port. */
export async function listen(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });
}

/** A plugin's side of Pulumi's start-up contract: serve, then print the port as the first line of stdout. */
export async function servePlugin(server: grpc.Server): Promise<void> {
  const port = await listen(server);
  process.stdout.write(`${port}\n`);
  // The engine holds our stdin open for as long as it lives; without it nothing would ever end this process.
  process.stdin.on("end", () => process.exit(0)).resume();
}

/** Turns a plain function into a unary handler whose exceptions become gRPC errors with the exception's message. */
export function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then(
        (response) => callback(null, response),
        (error: unknown) =>
          callback({ code: grpc.status.UNKNOWN, message: error instanceof Error ? error.message : String(error) }),
      );
  };
}

export const unimplemented: grpc.handleUnaryCall<unknown, never> = (call, callback) =>
  callback({ code: grpc.status.UNIMPLEMENTED, message: `${call.getPath()} is not implemented by this stand-in` });
