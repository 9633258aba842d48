import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What happens to a call: it passes, it is refused by the service with this error, its answer is lost after the service
 * has done the work, or nothing ever comes back.
 */
export type Fault = "pass" | { readonly error: string; readonly status: number } | "lose answer" | "hang";

/** Stands between a function and an emulated service, and does to its calls what networks and busy services do. */
export class FaultProxy {
  readonly #server: Server;
  readonly #target: URL;
  #faults: Fault[] = [];
  #always: Fault = "pass";
  #operations: readonly string[] | undefined;
  /** The operations that were called, in order. */
  readonly calls: string[] = [];

  constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((incoming, outgoing) => this.#serve(incoming, outgoing));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The fates of the next calls; every call after them meets `then`. */
  plan(faults: readonly Fault[], then: Fault = "pass"): void {
    this.#operations = undefined;
    this.#faults = [...faults];
    this.#always = then;
  }

  /** Every call of these operations meets the fault, and every other passes. */
  planFor(operations: readonly string[], fault: Fault): void {
    this.plan([], fault);
    this.#operations = operations;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #serve(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const operation = String(incoming.headers["x-amz-target"]).replace(/^.*\./, "");
    this.calls.push(operation);
    const meetsFault = this.#operations?.includes(operation) ?? true;
    const fault = meetsFault ? (this.#faults.shift() ?? this.#always) : "pass";
    if (fault === "hang") {
      incoming.resume();
    } else if (typeof fault === "object") {
      incoming.resume();
      const type = `com.amazonaws.dynamodb.v20120810#${fault.error}`;
      outgoing.writeHead(fault.status, { "content-type": "application/x-amz-json-1.0" });
      outgoing.end(JSON.stringify({ __type: type, message: "injected" }));
    } else {
      this.#forward(incoming, outgoing, fault === "lose answer");
    }
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse, loseAnswer: boolean): void {
    const { hostname, port } = this.#target;
    const { method, url, headers } = incoming;
    const onward = request({ hostname, port, method, path: url, headers }, (answer) => {
      if (loseAnswer) {
        answer.resume().on("end", () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => incoming.socket.destroy());
    incoming.pipe(onward);
  }
}
