import type { RegionRole } from "../../../../infra/lib/lambda/heartbeat/heartbeat-store";
import { tableMetrics, UNEXPECTED_CALLS } from "../../../../infra/lib/lambda/heartbeat/metrics";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { albHandler } from "../../../../infra/lib/lambda/runtime/http/alb-handler";
import { TRADING_NAMESPACE } from "../../../../infra/lib/lambda/trade-processor/metrics";
import { tradeRoutes } from "../../../../infra/lib/lambda/trade-processor/routes";
import { readTradeSettings } from "../../../../infra/lib/lambda/trade-processor/settings";
import type { GraphResource } from "../../../../preflight/graph";
import { albEvent, postEvent } from "../../lambda/doubles/alb-events";
import { capturedLog } from "../../lambda/doubles/captured-log";
import { faultyTradeStore } from "../../lambda/doubles/faulty-trade-store";
import { sentTrade } from "../../lambda/doubles/trades";
import { context, Records, type RecordTrouble } from "../alarms/records";
import type { WatchedRegion } from "../alarms/ringing";
import type { Services } from "../alarms/services";

/** In a minute. Route 53 asks some thirty times; so few are enough for every alarm here. */
const calls = 6;
/** Of a new account's 1,000 instances. */
const accountLimit = 1_000;

export interface TradingTrouble extends RecordTrouble {
  /** Trades come in, as to a primary. */
  readonly callers: boolean;
  /** The table answers nobody who records or asks. */
  readonly tableIsDown?: true;
  /** A release whose functions end before they serve, for want of a setting. */
  readonly codeDoesNotStart?: true;
  readonly isClosed?: true;
  /** Calls at one time. */
  readonly atOnce?: number;
  readonly certificateDays?: number;
}

/** One region of the trading system: the real routes behind a load balancer that counts. */
export class TradingRegion implements WatchedRegion<TradingTrouble> {
  readonly #records: Records;
  readonly #services: Services;
  readonly #role: RegionRole;
  readonly #tableName: string;
  #trouble: TradingTrouble = { callers: false };
  #trades = 0;

  constructor(services: Services, role: RegionRole, peer: string) {
    this.#services = services;
    this.#role = role;
    const { variables } = services.function("health-").inputs.environment as { variables: Record<string, string> };
    this.#tableName = variables.TABLE_NAME ?? "";
    this.#records = new Records({ services, role, peer, tableName: this.#tableName, namespace: TRADING_NAMESPACE });
  }

  async pass(trouble: TradingTrouble): Promise<void> {
    this.#trouble = trouble;
    this.#records.meet(trouble);
    const { callers, atOnce = 1, certificateDays = 200 } = trouble;
    const statuses: (number | undefined)[] = [];
    for (let call = 0; call < calls; call += 1) {
      statuses.push(await this.#ask("health-", "health-target-", albEvent("GET", "/health")));
      if (callers) {
        this.#trades += 1;
        await this.#ask("processor-", "target-", postEvent({ ...sentTrade, id: `T-${this.#trades}` }));
      }
    }
    this.#services.healthCheck(statuses.every((status) => status === 200));
    for (const part of ["health-", "processor-", "journal-"]) {
      this.#services.throttle(this.#services.function(part), atOnce, accountLimit);
    }
    for (const { inputs, name } of this.#services.graph.within(this.#services.region, "aws:lb/listener:Listener")) {
      if (name.endsWith("-https")) {
        this.#services.certificate(inputs.certificateArn, certificateDays);
      }
    }
    await this.#records.pass();
  }

  /** A load balancer answers 502 for a function that throws; what a function answers is the target's. */
  async #ask(part: string, target: string, event: object): Promise<number | undefined> {
    const services = this.#services;
    const answer = await services.invoke(services.function(part), () => this.#handle(event));
    const balancer = services.find("aws:lb/loadBalancer:LoadBalancer", "balancer-");
    const group = services.find("aws:lb/targetGroup:TargetGroup", target);
    const ofTarget: Readonly<Record<string, GraphResource>> = { LoadBalancer: balancer, TargetGroup: group };
    if (answer === undefined) {
      services.put("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", { LoadBalancer: balancer });
    } else if (answer.statusCode >= 500) {
      services.put("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", ofTarget);
    }
    return answer?.statusCode;
  }

  async #handle(event: object) {
    if (this.#trouble.codeDoesNotStart) {
      readTradeSettings({});
    }
    const { watch, region } = this.#services;
    const metrics = tableMetrics(watch.outputIn(region), TRADING_NAMESPACE);
    const now = () => new Date(this.#records.nowMs);
    const routes = tradeRoutes({
      store: async () => {
        if (this.#trouble.tableIsDown) {
          throw new Failure("unavailable", "no table");
        }
        return faultyTradeStore();
      },
      prove: (signal) => this.#records.prove(signal),
      isOpen: async () => this.#trouble.isClosed === undefined,
      lever: { isOpen: async () => true },
      count: async () => metrics.publish(this.#tableName, now(), { [UNEXPECTED_CALLS]: { unit: "Count", value: 1 } }),
      role: this.#role,
      now,
    });
    const handler = albHandler({ routes, log: capturedLog().log, timeLimitMs: 5_000, now: () => 0 });
    return handler(event, context);
  }
}
