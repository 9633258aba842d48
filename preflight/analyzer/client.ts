import { type CallOptions, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { AnalyzerClient as Stub } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  type AnalyzeRequest,
  type AnalyzeResponse,
  AnalyzerHandshakeRequest,
  type AnalyzerInfo,
  type AnalyzerStackConfigureRequest,
  type AnalyzeStackRequest,
  type ConfigureAnalyzerRequest,
  type RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { CHANNEL_OPTIONS } from "../monitor/channel";

type Call<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: Response) => void,
) => unknown;

/**
 * The analyzer protocol, as promises. Calls of an older or newer protocol that a pack does not know resolve to nothing.
 * An answer that takes longer than the time limit, or is not there by a given deadline, is an error.
 */
export class AnalyzerClient {
  private readonly stub: Stub;

  constructor(
    address: string,
    private readonly timeLimitSeconds: number,
  ) {
    this.stub = new Stub(address, credentials.createInsecure(), CHANNEL_OPTIONS);
  }

  /** Newer packs learn here where the engine is. */
  async handshake(engineAddress: string, directory: string): Promise<void> {
    const request = new AnalyzerHandshakeRequest()
      .setEngineAddress(engineAddress)
      .setRootDirectory(directory)
      .setProgramDirectory(directory);
    await optional(this.send(this.stub.handshake.bind(this.stub), request));
  }

  async configureStack(request: AnalyzerStackConfigureRequest): Promise<void> {
    await optional(this.send(this.stub.configureStack.bind(this.stub), request));
  }

  getInfo(): Promise<AnalyzerInfo> {
    return this.send(this.stub.getAnalyzerInfo.bind(this.stub), new Empty());
  }

  async configure(request: ConfigureAnalyzerRequest): Promise<void> {
    await this.send(this.stub.configure.bind(this.stub), request);
  }

  /** When what begins now must have ended, as `Date.now()` counts. */
  deadline(): number {
    return Date.now() + this.timeLimitSeconds * 1000;
  }

  analyze(request: AnalyzeRequest, deadline?: number): Promise<AnalyzeResponse> {
    return this.send(this.stub.analyze.bind(this.stub), request, deadline);
  }

  remediate(request: AnalyzeRequest, deadline?: number): Promise<RemediateResponse | undefined> {
    return optional(this.send(this.stub.remediate.bind(this.stub), request, deadline));
  }

  analyzeStack(request: AnalyzeStackRequest, deadline?: number): Promise<AnalyzeResponse | undefined> {
    return optional(this.send(this.stub.analyzeStack.bind(this.stub), request, deadline));
  }

  private send<Request, Response>(
    call: Call<Request, Response>,
    request: Request,
    deadline = this.deadline(),
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      call(request, new Metadata(), { deadline }, (error, response) => {
        if (error === null) {
          resolve(response);
        } else {
          reject(error);
        }
      });
    });
  }

  close(): void {
    this.stub.close();
  }
}

async function optional<Response>(answer: Promise<Response>): Promise<Response | undefined> {
  try {
    return await answer;
  } catch (error) {
    if ((error as ServiceError).code === status.UNIMPLEMENTED) {
      return undefined;
    }
    throw error;
  }
}
