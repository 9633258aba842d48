import { randomUUID } from "node:crypto";
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };

/** What the trade processor finds in one region: a table and three parameters of its own, in one emulated account. */
export class TradingRegion {
  readonly #name = randomUUID();
  readonly tableName = `dynamodb-us-east-1-${this.#name}-trades`;
  readonly endpointParameter = `/${this.#name}/table-endpoint`;
  readonly peerParameter = `/${this.#name}/peer-endpoint`;
  readonly servingParameter = `/${this.#name}/serving`;
  /** The switch of this region that another one keeps. */
  readonly lever = { region: "us-west-2", name: `/${this.#name}/peer-serving` };
  readonly #dynamo: DynamoDBClient;
  readonly #ssm: SSMClient;
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
    this.#dynamo = new DynamoDBClient({ region: "us-east-1", endpoint: url, credentials });
    this.#ssm = new SSMClient({ region: "us-east-1", endpoint: url, credentials });
  }

  /** The environment variables of the function in this region. */
  get environment(): Record<string, string> {
    return {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL: this.#url,
      SERVICE_NAME: "trade-processor",
      REGION_ROLE: "primary",
      TABLE_NAME: this.tableName,
      PARAMETER_NAMES: JSON.stringify({
        tableEndpoint: this.endpointParameter,
        peerEndpoint: this.peerParameter,
        serving: this.servingParameter,
      }),
      LEVER_REGION: this.lever.region,
      LEVER_NAME: this.lever.name,
    };
  }

  async createTable(): Promise<void> {
    await this.#dynamo.send(
      new CreateTableCommand({
        TableName: this.tableName,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      }),
    );
  }

  async deleteTable(): Promise<void> {
    await this.#dynamo.send(new DeleteTableCommand({ TableName: this.tableName }));
  }

  async putParameter(name: string, value: string): Promise<void> {
    await this.#ssm.send(new PutParameterCommand({ Name: name, Value: value, Type: "SecureString", Overwrite: true }));
  }

  /** Moves the switch that the other region keeps. */
  async moveLever(value: string): Promise<void> {
    const { region, name } = this.lever;
    const there = new SSMClient({ region, endpoint: this.#url, credentials });
    await there.send(new PutParameterCommand({ Name: name, Value: value, Type: "SecureString", Overwrite: true }));
    there.destroy();
  }

  /** The item as the table holds it, attribute by attribute. */
  async item(id: string): Promise<Record<string, AttributeValue> | undefined> {
    const key = { id: { S: id } };
    return (await this.#dynamo.send(new GetItemCommand({ TableName: this.tableName, Key: key }))).Item;
  }

  async itemCount(): Promise<number | undefined> {
    return (await this.#dynamo.send(new ScanCommand({ TableName: this.tableName, Select: "COUNT" }))).Count;
  }

  close(): void {
    this.#dynamo.destroy();
    this.#ssm.destroy();
  }
}
