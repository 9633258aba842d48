import { credentials } from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import { CHANNEL_OPTIONS } from "./channel";

/** Calls functions that live in the program: transforms. */
export class Callbacks {
  private readonly clients = new Map<string, CallbacksClient>();

  /** Sends a serialised request and returns the serialised response; rejects with what the function threw. */
  invoke(callback: Callback, request: Uint8Array): Promise<Uint8Array> {
    const message = new CallbackInvokeRequest().setToken(callback.getToken()).setRequest(request);
    return new Promise((resolve, reject) => {
      this.clientOf(callback.getTarget()).invoke(message, (error, response) => {
        if (error === null) {
          resolve(response.getResponse_asU8());
        } else {
          reject(new Error(error.details));
        }
      });
    });
  }

  close(): void {
    for (const client of this.clients.values()) {
      client.close();
    }
    this.clients.clear();
  }

  private clientOf(target: string): CallbacksClient {
    const known = this.clients.get(target);
    if (known !== undefined) {
      return known;
    }
    const client = new CallbacksClient(target, credentials.createInsecure(), CHANNEL_OPTIONS);
    this.clients.set(target, client);
    return client;
  }
}
