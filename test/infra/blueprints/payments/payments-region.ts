import { authorize } from "../../../../infra/lib/lambda/certificate-authorizer/authorize";
import { readAuthorizerSettings } from "../../../../infra/lib/lambda/certificate-authorizer/settings";
import { checkDomain } from "../../../../infra/lib/lambda/domain-check/check-domain";
import { readDomainSettings } from "../../../../infra/lib/lambda/domain-check/settings";
import type { RegionRole } from "../../../../infra/lib/lambda/heartbeat/heartbeat-store";
import { tableMetrics, UNEXPECTED_CALLS } from "../../../../infra/lib/lambda/heartbeat/metrics";
import { paymentRoutes } from "../../../../infra/lib/lambda/payment-processor/routes";
import { readProcessorSettings } from "../../../../infra/lib/lambda/payment-processor/settings";
import { retryPayment } from "../../../../infra/lib/lambda/payment-retry/retry-payment";
import { readRetrySettings } from "../../../../infra/lib/lambda/payment-retry/settings";
import { PAYMENTS_NAMESPACE } from "../../../../infra/lib/lambda/payments/metrics";
import type { PaymentStore } from "../../../../infra/lib/lambda/payments/payment-store";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { apiHandler } from "../../../../infra/lib/lambda/runtime/http/api-handler";
import { batchHandler } from "../../../../infra/lib/lambda/runtime/queue/batch-handler";
import { apiEvent, paymentEvent } from "../../lambda/doubles/api-events";
import { capturedLog } from "../../lambda/doubles/captured-log";
import { faultyPaymentStore } from "../../lambda/doubles/faulty-payment-store";
import { sentPayment } from "../../lambda/doubles/payments";
import { sqsEvent } from "../../lambda/doubles/sqs-events";
import { context, Records, type RecordTrouble } from "../alarms/records";
import type { WatchedRegion } from "../alarms/ringing";
import type { Services } from "../alarms/services";

/** In a minute. Route 53 asks some thirty times; so few are enough for every alarm here. */
const calls = 6;
const certificate = { serialNumber: "1", issuerDN: "CN=Bank" };
/** Of a new account's 1,000 instances. */
const accountLimit = 1_000;

export interface PaymentsTrouble extends RecordTrouble {
  /** Payments come in, as to a primary. */
  readonly callers: boolean;
  /** A release whose functions end before they serve, for want of a setting. */
  readonly codeDoesNotStart?: true;
  readonly isClosed?: true;
  /** How long an answer takes, in seconds. */
  readonly slowness?: number;
  /** The parameters, or the rights, for the ledger are wrong. */
  readonly ledgerIsMisconfigured?: true;
  /** Nobody reads the retry queue. */
  readonly pollerIsOff?: true;
  /** Something comes into the retry queue that is no payment. */
  readonly poison?: true;
  /** What the other region answers under the served name. */
  readonly peerStatus?: number;
  /** Calls at one time. */
  readonly atOnce?: number;
  readonly certificateDays?: number;
}

interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentMs: number;
  receives: number;
  visibleMs: number;
}

/** One region of the payment system: the real routes and the real consumer behind an API and a queue that count. */
export class PaymentsRegion implements WatchedRegion<PaymentsTrouble> {
  readonly #records: Records;
  readonly #services: Services;
  readonly #role: RegionRole;
  readonly #tableName: string;
  readonly #ledger = faultyPaymentStore();
  #trouble: PaymentsTrouble = { callers: false };
  #messages: Message[] = [];
  #sent = 0;

  constructor(services: Services, role: RegionRole, peer: string) {
    this.#services = services;
    this.#role = role;
    const { variables } = services.function("journal-").inputs.environment as { variables: Record<string, string> };
    this.#tableName = variables.TABLE_NAME ?? "";
    this.#records = new Records({ services, role, peer, tableName: this.#tableName, namespace: PAYMENTS_NAMESPACE });
  }

  async pass(trouble: PaymentsTrouble): Promise<void> {
    this.#trouble = trouble;
    this.#records.meet(trouble);
    const { callers, atOnce = 1, certificateDays = 200 } = trouble;
    const statuses: (number | undefined)[] = [];
    for (let call = 0; call < calls; call += 1) {
      statuses.push(await this.#ask("health-", apiEvent("GET", "/health")));
      if (callers) {
        this.#sent += 1;
        await this.#ask("processor-", paymentEvent(sentPayment, `order-2026-${100_000 + this.#sent}`));
      }
    }
    this.#services.healthCheck(statuses.every((status) => status === 200));
    if (trouble.poison) {
      this.#send("{}");
    }
    await this.#consume();
    if (this.#hasFunction("domain-check-")) {
      await this.#askPeer();
    }
    for (const part of ["health-", "processor-", "retry-", "journal-", "domain-check-", "authorizer-"]) {
      if (this.#hasFunction(part)) {
        this.#services.throttle(this.#services.function(part), atOnce, accountLimit);
      }
    }
    const domain = this.#services.find("aws:apigateway/domainName:DomainName", "domain-");
    this.#services.certificate(domain.inputs.regionalCertificateArn, certificateDays);
    await this.#records.pass();
  }

  /** An API counts what it answers itself and what a function answers alike. */
  async #ask(part: string, event: object): Promise<number | undefined> {
    const services = this.#services;
    const isLetIn = part === "health-" || !this.#hasFunction("authorizer-") || (await this.#authorize());
    const answer = isLetIn ? await services.invoke(services.function(part), () => this.#handle(event)) : undefined;
    const dimensions = {
      ApiName: String(services.find("aws:apigateway/restApi:RestApi", "api-").inputs.name),
      Stage: String(services.find("aws:apigateway/stage:Stage", "stage-").inputs.stageName),
    };
    const isError = answer === undefined || answer.statusCode >= 500;
    services.put("AWS/ApiGateway", "5XXError", dimensions, isError ? 1 : 0);
    services.put("AWS/ApiGateway", "Latency", dimensions, (this.#trouble.slowness ?? 0.1) * 1_000);
    return answer?.statusCode;
  }

  #hasFunction(part: string): boolean {
    return this.#services.has("aws:lambda/function:Function", part);
  }

  async #authorize(): Promise<boolean> {
    const decision = await this.#services.invoke(this.#services.function("authorizer-"), async () => {
      if (this.#trouble.codeDoesNotStart) {
        readAuthorizerSettings({});
      }
      return authorize({ methodArn: "arn", requestContext: { identity: { clientCert: certificate } } });
    });
    return decision?.principalId === "1 of CN=Bank";
  }

  async #handle(event: object) {
    if (this.#trouble.codeDoesNotStart) {
      readProcessorSettings({});
    }
    const { watch, region } = this.#services;
    const metrics = tableMetrics(watch.outputIn(region), PAYMENTS_NAMESPACE);
    const now = () => new Date(this.#records.nowMs);
    const routes = paymentRoutes({
      store: () => this.#store(),
      prove: (signal) => this.#records.prove(signal),
      intake: async () => ({ isOpen: this.#trouble.isClosed === undefined, largestAmount: 100_000 }),
      lever: { isOpen: async () => true },
      retries: { send: async (body) => this.#send(body) },
      peerRetries: { send: async () => undefined },
      count: async () => metrics.publish(this.#tableName, now(), { [UNEXPECTED_CALLS]: { unit: "Count", value: 1 } }),
      role: this.#role,
      now,
    });
    const handler = apiHandler({ routes, log: capturedLog().log, timeLimitMs: 9_000, now: () => 0 });
    return handler(event, context);
  }

  async #store(): Promise<PaymentStore> {
    if (this.#trouble.ledgerIsMisconfigured) {
      throw new Failure("misconfigured", "no ledger");
    }
    return {
      find: (id, signal) => this.#ledger.find(id, signal),
      insert: async (stored, signal) => {
        if (this.#trouble.tableRefusesWrites) {
          throw new Failure("unavailable", "no writes");
        }
        return this.#ledger.insert(stored, signal);
      },
    };
  }

  #send(body: string): void {
    this.#sent += 1;
    const { nowMs } = this.#records;
    this.#messages.push({ id: `m-${this.#sent}`, body, sentMs: nowMs, receives: 0, visibleMs: nowMs });
  }

  /** A minute of the queue: what is visible is received, what was not handled is hidden for a while. */
  async #consume(): Promise<void> {
    const services = this.#services;
    const { nowMs } = this.#records;
    const queue = services.find("aws:sqs/queue:Queue", "retries-");
    const batch = this.#trouble.pollerIsOff ? [] : this.#messages.filter(({ visibleMs }) => visibleMs <= nowMs);
    for (const message of batch) {
      message.receives += 1;
      message.visibleMs = nowMs + Number(queue.inputs.visibilityTimeoutSeconds) * 1_000;
    }
    if (batch.length > 0) {
      const answer = await services.invoke(services.function("retry-"), () => this.#retry(batch));
      const kept = answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      const isDone = ({ id }: Message) => kept !== undefined && !kept.includes(id);
      this.#messages = this.#messages.filter((message) => !batch.includes(message) || !isDone(message));
    }
    const inFlight = this.#messages.filter(({ visibleMs, receives }) => receives > 0 && visibleMs > nowMs).length;
    const counted = this.#messages.filter(({ receives }) => receives < 3).map(({ sentMs }) => (nowMs - sentMs) / 1_000);
    services.queue(queue, this.#messages.length - inFlight, inFlight, Math.max(0, ...counted));
  }

  async #retry(batch: readonly Message[]) {
    if (this.#trouble.codeDoesNotStart) {
      readRetrySettings({});
    }
    const handler = batchHandler({
      handle: (body, call) => retryPayment(() => this.#store(), body, call),
      queue: {
        postpone: async (receipt, seconds) => {
          const message = batch.find(({ id }) => receipt === `receipt of ${id}`);
          if (message !== undefined) {
            message.visibleMs = this.#records.nowMs + seconds * 1_000;
          }
        },
      },
      deadLetters: { send: async () => void this.#records.deadLetters++ },
      log: capturedLog().log,
      timeLimitMs: 9_000,
      random: () => 0,
    });
    return handler(sqsEvent(batch), context);
  }

  async #askPeer(): Promise<void> {
    const { watch, region } = this.#services;
    const { variables } = this.#services.function("domain-check-").inputs.environment as {
      variables: Record<string, string>;
    };
    const { METRICS_NAMESPACE = "", TABLE_NAME = "" } = variables;
    const metrics = tableMetrics(watch.outputIn(region), METRICS_NAMESPACE);
    await this.#services.invoke(this.#services.function("domain-check-"), async () => {
      if (this.#trouble.codeDoesNotStart) {
        readDomainSettings({});
      }
      await checkDomain({
        ask: async () => this.#trouble.peerStatus ?? 200,
        timeLimitMs: 5_000,
        publish: (measured) => metrics.publish(TABLE_NAME, new Date(this.#records.nowMs), measured),
        log: capturedLog().log,
      });
    });
  }
}
