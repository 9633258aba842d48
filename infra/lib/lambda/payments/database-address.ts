import { parseEndpoint } from "../runtime/endpoint";
import { Failure } from "../runtime/failure";

export interface DatabaseAddress {
  /** `https://dynamodb.us-east-1.amazonaws.com` */
  readonly endpoint: string;
  readonly tableName: string;
}

/**
 * A connection string of DynamoDB: the region's endpoint, then the table as the only segment of the path.
 * @throws Failure of kind `misconfigured`, which names the parameter and not its value
 */
export function parseDatabaseAddress(parameter: string, text: string): DatabaseAddress {
  const [, endpoint = "", tableName = ""] = /^(https?:\/\/[^/?#]+)\/([A-Za-z0-9_.-]{3,255})$/.exec(text) ?? [];
  if (tableName === "") {
    throw new Failure("misconfigured", "A parameter is no connection string: expected an endpoint and a table.", {
      parameter,
    });
  }
  return { endpoint: parseEndpoint(parameter, endpoint), tableName };
}
