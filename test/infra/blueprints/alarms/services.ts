import type { GraphResource, Json, JsonObject } from "../../../../preflight/graph";
import type { Graph } from "../../../helpers/graph";
import type { CloudWatch } from "./cloudwatch";

/** What the services of AWS count in one region of a recorded stack, by their documentation. */
export class Services {
  constructor(
    readonly graph: Graph,
    readonly watch: CloudWatch,
    readonly region: string,
  ) {}

  /** The resource of a type in this region whose logical name begins so. */
  find(type: string, beginning: string): GraphResource {
    const [found, ...others] = this.graph.within(this.region, type).filter(({ name }) => name.startsWith(beginning));
    if (found === undefined || others.length > 0) {
      throw new Error(`${this.region} has ${others.length + (found ? 1 : 0)} of ${type} ${beginning}, expected 1.`);
    }
    return found;
  }

  has(type: string, beginning: string): boolean {
    return this.graph.within(this.region, type).some(({ name }) => name.startsWith(beginning));
  }

  function(part: string): GraphResource {
    return this.find("aws:lambda/function:Function", part);
  }

  /** An invocation that throws is an error, whatever a caller sees of it; an answer is none. Undefined: it threw. */
  async invoke<T>(of: GraphResource, call: () => Promise<T>): Promise<T | undefined> {
    const put = (errors: number) => this.#put("AWS/Lambda", "Errors", { FunctionName: String(of.inputs.name) }, errors);
    try {
      const answer = await call();
      put(0);
      return answer;
    } catch {
      put(1);
      return undefined;
    }
  }

  /** Calls at one time: what is beyond the instances kept for a function, or left in the account, is throttled. */
  throttle(of: GraphResource, atOnce: number, leftInAccount: number): void {
    const room = Number(of.inputs.reservedConcurrentExecutions ?? leftInAccount);
    const throttled = Math.max(0, atOnce - room);
    this.#put("AWS/Lambda", "Throttles", { FunctionName: String(of.inputs.name) }, throttled);
  }

  /** Age of the change that a function reads from a stream, in seconds; told with each call. */
  streamAge(of: GraphResource, seconds: number): void {
    this.#put("AWS/Lambda", "IteratorAge", { FunctionName: String(of.inputs.name) }, seconds * 1_000);
  }

  /** `age`: of the oldest message that was received less than three times. */
  queue(of: GraphResource, visible: number, inFlight: number, age: number): void {
    const dimensions = { QueueName: String(of.inputs.name) };
    this.#put("AWS/SQS", "ApproximateNumberOfMessagesVisible", dimensions, visible);
    this.#put("AWS/SQS", "ApproximateNumberOfMessagesNotVisible", dimensions, inFlight);
    this.#put("AWS/SQS", "ApproximateAgeOfOldestMessage", dimensions, age);
  }

  /** How long writes of this region take to the other one: told where they are written. */
  tableLag(table: string, peer: string, seconds: number): void {
    const dimensions = { TableName: table, ReceivingRegion: peer };
    this.#put("AWS/DynamoDB", "ReplicationLatency", dimensions, seconds * 1_000);
  }

  /** Objects that come here late are told here; objects of here that are not copied are told here as well. */
  objects(peer: string, seconds: number, failed: number): void {
    const configs = this.graph.all("aws:s3/bucketReplicationConfig:BucketReplicationConfig");
    for (const config of configs) {
      const [rule] = config.inputs.rules as readonly { readonly id: string; readonly destination: JsonObject }[];
      const target = String(rule?.destination.bucket).replace("arn:aws:s3:::", "");
      const isOutgoing = this.graph.regionOf(config) === this.region;
      const source = this.#bucketOf(isOutgoing ? this.region : peer);
      const dimensions = { SourceBucket: source, DestinationBucket: target, RuleId: String(rule?.id) };
      if (isOutgoing) {
        this.#put("AWS/S3", "OperationsFailedReplication", dimensions, failed);
      } else {
        this.#put("AWS/S3", "ReplicationLatency", dimensions, seconds);
      }
    }
  }

  certificate(arn: Json | undefined, days: number): void {
    this.#put("AWS/CertificateManager", "DaysToExpiry", { CertificateArn: String(arn) }, days);
  }

  /** Route 53 publishes in us-east-1, wherever what it asks is. */
  healthCheck(isHealthy: boolean): void {
    const check = this.graph.only(this.region, "aws:route53/healthCheck:HealthCheck");
    this.watch.put("us-east-1", "AWS/Route53", "HealthCheckStatus", { HealthCheckId: check }, isHealthy ? 1 : 0);
  }

  put(namespace: string, metricName: string, dimensions: Readonly<Record<string, string | GraphResource>>, value = 1) {
    this.#put(namespace, metricName, dimensions, value);
  }

  #bucketOf(region: string): string {
    return String(this.graph.only(region, "aws:s3/bucket:Bucket").inputs.bucket);
  }

  #put(namespace: string, metric: string, dimensions: Readonly<Record<string, string | GraphResource>>, value: number) {
    this.watch.put(this.region, namespace, metric, dimensions, value);
  }
}
