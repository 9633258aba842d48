const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Pulumi's own limit for a message, on every connection. */
export const CHANNEL_OPTIONS = {
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
};
