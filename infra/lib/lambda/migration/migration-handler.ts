import type { Context } from "aws-lambda";
import { toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import type { Migrated } from "./migrate";

/** What a deployment calls once. It returns what was done; what it throws ends the deployment. */
export function migrationHandler(
  log: Logger,
  work: () => Promise<Migrated>,
): (event: unknown, context: Pick<Context, "awsRequestId">) => Promise<Migrated> {
  return async (_event, { awsRequestId }) => {
    const ownLog = log.with({ requestId: awsRequestId });
    try {
      const migrated = await work();
      ownLog.info("schema checked", { ...migrated });
      return migrated;
    } catch (thrown) {
      const failure = toFailure(thrown);
      ownLog.error("schema not migrated", failure.logFields);
      throw failure;
    }
  };
}
