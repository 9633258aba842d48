import { GetParametersCommand, type SSMClient } from "@aws-sdk/client-ssm";
import type { ParameterSource } from "../parameters";
import { awsFailure } from "./failure";

/** Parameters of Systems Manager, decrypted. One call reads up to ten of them (a limit of the API). */
export function ssmParameters(client: SSMClient): ParameterSource {
  return {
    async get(names, signal) {
      const command = new GetParametersCommand({ Names: [...names], WithDecryption: true });
      try {
        const { Parameters: found = [] } = await client.send(command, { abortSignal: signal });
        return new Map(found.map(({ Name = "", Value = "" }) => [Name, Value]));
      } catch (thrown) {
        throw awsFailure("ssm:GetParameters", thrown);
      }
    },
  };
}
