const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Pulumi's own limit for a message, on every connection. */
export const CHANNEL_OPTIONS = {
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  // All of them end in this machine, whatever proxy the environment names.
  "grpc.enable_http_proxy": 0,
};

/** The environment for a process that connects to us: gRPC would send even that through a proxy. */
export function reachingLoopback(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const without = environment.no_grpc_proxy ?? environment.no_proxy;
  return { ...environment, no_grpc_proxy: [without, "127.0.0.1"].filter(Boolean).join(",") };
}
