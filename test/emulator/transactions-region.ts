import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { FunctionProcess } from "./function-process";
import { databaseName, type PostgresServer } from "./postgres";

const settings = {
  region: "us-east-1",
  credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
};

/** What the transaction functions find in one region: sessions and a secret in the emulator, and a real PostgreSQL. */
export class TransactionsRegion {
  readonly #id = randomUUID();
  readonly tableName = `sessions-${this.#id}`;
  readonly secretName = `database-${this.#id}`;
  /** The functions' own user of the database. */
  readonly username = `app_${this.#id.replaceAll("-", "")}`;
  readonly dynamo: DynamoDBClient;
  readonly secrets: SecretsManagerClient;
  readonly #url: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "dr-guardrails-transactions-"));

  constructor(url: string) {
    this.#url = url;
    this.dynamo = new DynamoDBClient({ ...settings, endpoint: url });
    this.secrets = new SecretsManagerClient({ ...settings, endpoint: url });
  }

  /** The environment of a function. Only with `trusting` does it believe the server of a test. */
  environment(service: string, role: "primary" | "secondary", server: PostgresServer, trusting = true) {
    return {
      AWS_REGION: settings.region,
      AWS_ACCESS_KEY_ID: settings.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: settings.credentials.secretAccessKey,
      AWS_ENDPOINT_URL: this.#url,
      SERVICE_NAME: service,
      REGION_ROLE: role,
      SESSION_TABLE: this.tableName,
      DATABASE_WRITER_HOST: "localhost",
      DATABASE_READER_HOST: "localhost",
      DATABASE_PORT: String(server.port),
      DATABASE_NAME: databaseName,
      DATABASE_SECRET: this.secretName,
      ...(trusting ? this.#trust(server) : {}),
    };
  }

  #trust({ authority }: PostgresServer): Readonly<Record<string, string>> {
    const file = join(this.#folder, "authority.crt");
    writeFileSync(file, authority);
    return { NODE_OPTIONS: `--require ${join(__dirname, "trust.js")}`, TEST_AUTHORITY: file };
  }

  async createTable(): Promise<void> {
    await this.dynamo.send(
      new CreateTableCommand({
        TableName: this.tableName,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      }),
    );
  }

  async deleteTable(): Promise<void> {
    await this.dynamo.send(new DeleteTableCommand({ TableName: this.tableName }));
  }

  /** As the login, which is not part of this system, would: the table has the token's hash alone. */
  async openSession(token: string, account: string, expiresAt: number): Promise<void> {
    const id = createHash("sha256").update(token).digest("hex");
    await this.putSession({ id: { S: id }, account: { S: account }, expiresAt: { N: String(expiresAt) } });
  }

  async putSession(item: Readonly<Record<string, { S: string } | { N: string }>>): Promise<void> {
    await this.dynamo.send(new PutItemCommand({ TableName: this.tableName, Item: item }));
  }

  async createSecret(password: string): Promise<void> {
    const SecretString = JSON.stringify({ username: this.username, password });
    await this.secrets.send(new CreateSecretCommand({ Name: this.secretName, SecretString }));
  }

  async replaceSecret(password: string): Promise<void> {
    const SecretString = JSON.stringify({ username: this.username, password });
    await this.secrets.send(new PutSecretValueCommand({ SecretId: this.secretName, SecretString }));
  }

  /** A user that may make its tables in the database, and nothing beyond. */
  async createUser(server: PostgresServer, password: string): Promise<void> {
    await server.query(databaseName, `CREATE ROLE ${this.username} LOGIN PASSWORD '${password}'`);
    await server.query(databaseName, "DROP SCHEMA public CASCADE");
    await server.query(databaseName, `CREATE SCHEMA public AUTHORIZATION ${this.username}`);
  }

  /** As a deployment does before the functions are there: the function that makes the schema is called. */
  async migrate(functionName: "transaction-migration" | "record-migration", server: PostgresServer): Promise<unknown> {
    const environment = this.environment(functionName, "primary", server);
    const migration = new FunctionProcess({ node: process.execPath, functionName, environment });
    try {
      return await migration.call({});
    } finally {
      await migration.stop();
    }
  }

  close(): void {
    this.dynamo.destroy();
    this.secrets.destroy();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
