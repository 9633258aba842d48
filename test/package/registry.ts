import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Published {
  readonly name: string;
  readonly versions: Readonly<Record<string, { readonly dist: { tarball: string } }>>;
  readonly _attachments?: Readonly<Record<string, { readonly data: string }>>;
}

/** A registry of one's own: it takes what `npm publish` sends, serves it, and sends whoever wants another package on. */
export class Registry {
  private readonly kept = new Map<string, Published>();
  private readonly files = new Map<string, Buffer>();

  private constructor(
    private readonly server: Server,
    private readonly others: string,
  ) {
    server.on("request", (request, response) => this.answer(request, response));
  }

  /** `others` is the registry that has all other packages. */
  static async start(others: string): Promise<Registry> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return new Registry(server, others);
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get names(): readonly string[] {
    return [...this.kept.keys()];
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "/";
    const name = decodeURIComponent(path.slice(1));
    const file = this.files.get(path);
    if (request.method === "PUT") {
      this.keep(request, response);
    } else if (file !== undefined) {
      response.end(file);
    } else if (this.kept.has(name)) {
      response.setHeader("Content-Type", "application/json").end(JSON.stringify(this.kept.get(name)));
    } else {
      response.writeHead(302, { Location: new URL(path, this.others).href }).end();
    }
  }

  private keep(request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { _attachments = {}, ...published } = JSON.parse(Buffer.concat(parts).toString("utf8")) as Published;
      const [attachment] = Object.values(_attachments);
      for (const [version, { dist }] of Object.entries(published.versions)) {
        const path = `/files/${published.name}-${version}.tgz`;
        dist.tarball = `http://${this.host}${path}`;
        this.files.set(path, Buffer.from(attachment?.data ?? "", "base64"));
      }
      this.kept.set(published.name, published);
      response.setHeader("Content-Type", "application/json").end("{}");
    });
  }
}
