import { type ServiceError, status } from "@grpc/grpc-js";
import { Caller } from "../protocol/caller";
import type {
  AnalyzeRequest,
  AnalyzeResponse,
  AnalyzerHandshakeRequest,
  AnalyzerInfo,
  AnalyzerStackConfigureRequest,
  ConfigureAnalyzerRequest,
  RemediateResponse,
  Sent,
} from "../protocol/messages";

/**
 * The analyzer protocol, as promises. Calls of an older or newer protocol that a pack does not know resolve to nothing.
 * An answer that takes longer than the time limit, or is not there by a given deadline, is an error.
 */
export class AnalyzerClient {
  private readonly caller: Caller;

  constructor(
    address: string,
    private readonly timeLimitSeconds: number,
  ) {
    this.caller = new Caller("Analyzer", address);
  }

  /** Newer packs learn here where the engine is. */
  async handshake(engineAddress: string, directory: string): Promise<void> {
    const request = { engineAddress, rootDirectory: directory, programDirectory: directory };
    await optional(this.send<AnalyzerHandshakeRequest, unknown>("handshake", request));
  }

  async configureStack(request: AnalyzerStackConfigureRequest): Promise<void> {
    await optional(this.send<AnalyzerStackConfigureRequest, unknown>("configureStack", request));
  }

  getInfo(): Promise<AnalyzerInfo> {
    return this.send("getAnalyzerInfo", {});
  }

  async configure(request: ConfigureAnalyzerRequest): Promise<void> {
    await this.send<ConfigureAnalyzerRequest, unknown>("configure", request);
  }

  /** When what begins now must have ended, as `Date.now()` counts. */
  deadline(): number {
    return Date.now() + this.timeLimitSeconds * 1000;
  }

  analyze(request: Sent<AnalyzeRequest>, deadline?: number): Promise<AnalyzeResponse> {
    return this.send<AnalyzeRequest, AnalyzeResponse>("analyze", request, deadline);
  }

  remediate(request: Sent<AnalyzeRequest>, deadline?: number): Promise<RemediateResponse | undefined> {
    return optional(this.send<AnalyzeRequest, RemediateResponse>("remediate", request, deadline));
  }

  /** An `AnalyzeStackRequest`, as bytes. */
  analyzeStack(request: Buffer, deadline?: number): Promise<AnalyzeResponse | undefined> {
    return optional(this.send("analyzeStack", request, deadline));
  }

  private send<Request, Response>(
    call: string,
    request: Sent<Request> | Buffer,
    deadline = this.deadline(),
  ): Promise<Response> {
    return this.caller.call<Request, Response>(call, request, { deadline });
  }

  close(): void {
    this.caller.close();
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
