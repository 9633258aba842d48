import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A way to a server that is as long as one between two regions: each packet takes half of the round trip. */
export class SlowLink {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(port: number, roundTripMs: number) {
    this.#server = createServer((client) => {
      const server = connect(port, "127.0.0.1");
      this.#carry(client, server, roundTripMs / 2);
      this.#carry(server, client, roundTripMs / 2);
    });
  }

  async start(): Promise<number> {
    await new Promise<void>((listening) => this.#server.listen(0, "127.0.0.1", listening));
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await new Promise((closed) => this.#server.close(closed));
  }

  #carry(from: Socket, to: Socket, delayMs: number): void {
    this.#sockets.add(from);
    from.setNoDelay(true);
    from.on("data", (chunk) => setTimeout(() => to.writable && to.write(chunk), delayMs));
    from.on("end", () => setTimeout(() => to.end(), delayMs));
    from.on("error", () => to.destroy());
    from.on("close", () => this.#sockets.delete(from));
  }
}
