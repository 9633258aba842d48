import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One cluster of a global database, as RDS describes it. */
export interface Member {
  readonly isWriter: boolean;
  readonly copying?: "connected" | "pending-resync";
}

export interface RecoveryPoint {
  readonly status: "COMPLETED" | "PARTIAL" | "EXPIRED";
  readonly createdAt: Date;
}

/**
 * FAKE for two answers that moto does not have: how the copying of a global database goes, and the recovery points of a
 * backup vault, one on each page. It answers what the test says and judges nothing: neither the caller's rights nor what
 * he asks for. Everything else goes on to moto.
 */
export class Unemulated {
  members: readonly Member[] = [];
  points: readonly RecoveryPoint[] = [];
  /** When set, both answers are this refusal. */
  refusal: string | undefined;
  readonly #server: Server;
  readonly #moto: URL;

  constructor(moto: string) {
    this.#moto = new URL(moto);
    this.#server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => this.#serve(incoming, Buffer.concat(chunks), outgoing));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #serve({ method, url = "", headers }: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
    const answer = this.#own(url, body.toString());
    if (answer !== undefined) {
      outgoing.writeHead(this.refusal === undefined ? 200 : 403, { "content-type": answer.type });
      outgoing.end(answer.text);
      return;
    }
    const { hostname, port } = this.#moto;
    const onward = request({ hostname, port, method, path: url, headers }, (back) => {
      outgoing.writeHead(back.statusCode ?? 502, back.headers);
      back.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    onward.end(body);
  }

  #own(url: string, body: string): { readonly type: string; readonly text: string } | undefined {
    if (new URLSearchParams(body).get("Action") === "DescribeGlobalClusters") {
      return { type: "text/xml", text: this.refusal === undefined ? globalClusters(this.members) : xml(this.refusal) };
    }
    const { pathname, searchParams } = new URL(url, "http://fake");
    if (!/^\/backup-vaults\/[^/]+\/recovery-points\/?$/.test(pathname)) {
      return undefined;
    }
    const page = Number(searchParams.get("nextToken") ?? 0);
    const text = this.refusal === undefined ? recoveryPoints(this.points, page) : { Code: this.refusal };
    return { type: "application/json", text: JSON.stringify(text) };
  }
}

function recoveryPoints(points: readonly RecoveryPoint[], page: number): object {
  const RecoveryPoints = points.slice(page, page + 1).map(({ status, createdAt }) => ({
    Status: status,
    CreationDate: createdAt.getTime() / 1_000,
  }));
  return { RecoveryPoints, ...(page + 1 < points.length ? { NextToken: String(page + 1) } : {}) };
}

function globalClusters(members: readonly Member[]): string {
  const described = members.map(({ isWriter, copying }) => {
    const status = copying === undefined ? "" : `<SynchronizationStatus>${copying}</SynchronizationStatus>`;
    return `<GlobalClusterMember><IsWriter>${isWriter}</IsWriter>${status}</GlobalClusterMember>`;
  });
  return `<DescribeGlobalClustersResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><DescribeGlobalClustersResult>
    <GlobalClusters><GlobalClusterMember><GlobalClusterMembers>${described.join("")}</GlobalClusterMembers>
    </GlobalClusterMember></GlobalClusters></DescribeGlobalClustersResult></DescribeGlobalClustersResponse>`;
}

function xml(code: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>injected</Message></Error></ErrorResponse>`;
}
