import { type CallOptions, Client, credentials, Metadata } from "@grpc/grpc-js";
import { CHANNEL_OPTIONS } from "../monitor/channel";
import type { Sent } from "./messages";
import { type ServiceName, serviceDefinition } from "./services";

/** Calls one service at one address, which is in this machine. */
export class Caller {
  private readonly client: Client;
  private readonly calls: ReturnType<typeof serviceDefinition>;

  constructor(service: ServiceName, address: string) {
    this.client = new Client(address, credentials.createInsecure(), CHANNEL_OPTIONS);
    this.calls = serviceDefinition(service);
  }

  /** A request as bytes is sent as it is. Rejects with gRPC's own error. */
  call<Request, Response>(name: string, request: Sent<Request> | Buffer, options: CallOptions = {}): Promise<Response> {
    const call = this.calls[name];
    if (call === undefined) {
      throw new Error(`there is no call ${name}`);
    }
    const write = (message: unknown) => (Buffer.isBuffer(message) ? message : call.requestSerialize(message));
    const read = call.responseDeserialize as (bytes: Buffer) => Response;
    return new Promise((resolve, reject) => {
      this.client.makeUnaryRequest<unknown, Response>(
        call.path,
        write,
        read,
        request,
        new Metadata(),
        options,
        (error, response) => (error === null && response !== undefined ? resolve(response) : reject(error)),
      );
    });
  }

  close(): void {
    this.client.close();
  }
}

/** gRPC puts a status in front of the message and the text itself in `details`. */
export function detailsOf(error: unknown): string {
  const details = (error as { details?: unknown }).details;
  return typeof details === "string" && details !== ""
    ? details
    : error instanceof Error
      ? error.message
      : String(error);
}
