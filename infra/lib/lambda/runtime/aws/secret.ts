import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Failure } from "../failure";
import { withTimeLimit } from "../time-limit";
import { awsFailure } from "./failure";

/**
 * The text of a secret, as its own region's copy has it now.
 * @throws Failure, which quotes nothing of it
 */
export async function readSecret(client: SecretsManagerClient, name: string, timeLimitMs: number): Promise<string> {
  const { SecretString: text } = await withTimeLimit("Reading a secret", timeLimitMs, async (abortSignal) => {
    try {
      return await client.send(new GetSecretValueCommand({ SecretId: name }), { abortSignal });
    } catch (thrown) {
      throw awsFailure("secretsmanager:GetSecretValue", thrown);
    }
  });
  if (text === undefined) {
    throw new Failure("misconfigured", "A secret has no text.", { secret: name });
  }
  return text;
}
