import * as grpc from "@grpc/grpc-js";

/** What gRPC is handed while `wrap` runs the registration: the server, the service and the calls. */
export function handedToGrpc(service: object, calls: object, wrap: (register: () => void) => void): readonly unknown[] {
  const { addService } = grpc.Server.prototype;
  const seen: unknown[] = [];
  grpc.Server.prototype.addService = function register(...given) {
    seen.push(this, ...given);
  };
  const server = new grpc.Server();
  try {
    wrap(() => server.addService(service as never, calls as never));
  } finally {
    grpc.Server.prototype.addService = addService;
  }
  expect(seen[0]).toBe(server);
  return seen.slice(1);
}
