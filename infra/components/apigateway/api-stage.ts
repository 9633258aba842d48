import * as apigateway from "@pulumi/aws/apigateway";
import { LogGroup } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { within } from "../../regions/pair";
import { inDays, type Seconds } from "../../units/time";
import type { RestApi } from "./rest-api";
import { accessLogFormat } from "./rest-api.plan";

export interface ApiStageArgs {
  readonly api: RestApi;
  readonly stageName: string;
  readonly accessLogName: string;
  readonly logRetention: Seconds;
  /** Requests per second that are served on and on, and how many more at once. */
  readonly throttling: { readonly rate: number; readonly burst: number };
  /** Not slowed down by what comes to the other methods. */
  readonly apart?: MethodThrottling;
  /** Gives API Gateway the right to write logs; absent: the account's setting for the region does already. */
  readonly logging?: pulumi.Resource;
}

/** A method that is throttled apart from all others. */
export interface MethodThrottling {
  /** As API Gateway writes it: `health/GET`. */
  readonly method: string;
  readonly rate: number;
  readonly burst: number;
}

/** What callers of an API reach: its deployment, logged, measured and throttled. */
export class ApiStage extends pulumi.ComponentResource {
  readonly stageName: string;
  readonly stage: apigateway.Stage;
  /** The stage and its limits: what sends traffic waits for them. */
  readonly ready: readonly pulumi.Resource[];
  /** `https://<host>/<stage>` */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: ApiStageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:apigateway:ApiStage", name, {}, within(args.api.region, opts));
    const { api, stageName, accessLogName, logRetention, throttling, apart, logging } = args;
    const { region } = api;
    this.stageName = stageName;

    const logs = new LogGroup(
      `${name}-logs`,
      { name: accessLogName, retentionInDays: inDays(logRetention), skipDestroy: false, tags: region.tags },
      { parent: this },
    );
    // API Gateway would make it by itself, without retention, and leave it behind.
    const executionLogs = new LogGroup(
      `${name}-execution-logs`,
      {
        name: pulumi.interpolate`API-Gateway-Execution-Logs_${api.api.id}/${stageName}`,
        retentionInDays: inDays(logRetention),
        skipDestroy: false,
        tags: region.tags,
      },
      { parent: this },
    );
    const prerequisites = [logs, executionLogs, ...(logging === undefined ? [] : [logging])];
    this.stage = new apigateway.Stage(
      `${name}-stage`,
      {
        restApi: api.api.id,
        deployment: api.deployment.id,
        stageName,
        accessLogSettings: { destinationArn: region.arns.logGroup(accessLogName), format: accessLogFormat },
        cacheClusterEnabled: false,
        tags: region.tags,
      },
      { parent: this, dependsOn: prerequisites },
    );
    const settings = this.#settings(`${name}-settings`, "*/*", args, throttling, prerequisites);
    const settingsApart =
      apart === undefined ? [] : [this.#settings(`${name}-settings-apart`, apart.method, args, apart, [settings])];

    this.ready = [this.stage, settings, ...settingsApart, ...api.permissions];
    this.url = pulumi.interpolate`https://${api.host}/${stageName}`;
    this.registerOutputs({ url: this.url });
  }

  /** Settings of one method replace those of all methods as a whole. */
  #settings(
    name: string,
    methodPath: string,
    { api }: ApiStageArgs,
    { rate, burst }: ApiStageArgs["throttling"],
    dependsOn: readonly pulumi.Resource[],
  ): apigateway.MethodSettings {
    return new apigateway.MethodSettings(
      name,
      {
        restApi: api.api.id,
        stageName: this.stage.stageName,
        methodPath,
        settings: {
          loggingLevel: "INFO",
          // Full request and response texts would put payments into the log.
          dataTraceEnabled: false,
          metricsEnabled: true,
          cachingEnabled: false,
          throttlingRateLimit: rate,
          throttlingBurstLimit: burst,
        },
      },
      { parent: this, dependsOn: [...dependsOn] },
    );
  }
}
