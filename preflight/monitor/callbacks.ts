import { Caller, detailsOf } from "../protocol/caller";
import type { Callback, CallbackInvokeRequest, CallbackInvokeResponse } from "../protocol/messages";

/** Calls functions that live in the program: transforms. */
export class Callbacks {
  private readonly clients = new Map<string, Caller>();

  /** Sends a serialised request and returns the serialised response; rejects with what the function threw. */
  async invoke({ target, token }: Callback, request: Uint8Array): Promise<Uint8Array> {
    try {
      const client = this.clientOf(target);
      const { response } = await client.call<CallbackInvokeRequest, CallbackInvokeResponse>("invoke", {
        token,
        request,
      });
      return response;
    } catch (error) {
      throw new Error(detailsOf(error));
    }
  }

  close(): void {
    for (const client of this.clients.values()) {
      client.close();
    }
    this.clients.clear();
  }

  private clientOf(target: string): Caller {
    const known = this.clients.get(target);
    if (known !== undefined) {
      return known;
    }
    const client = new Caller("Callbacks", target);
    this.clients.set(target, client);
    return client;
  }
}
