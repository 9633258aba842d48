import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { RDSClient } from "@aws-sdk/client-rds";
import { SSMClient } from "@aws-sdk/client-ssm";
import { clientSettings } from "../runtime/aws/client-settings";
import { putEvent } from "../runtime/aws/event-bus";
import { ssmParameters } from "../runtime/aws/ssm-parameters";
import { withTimeLimit } from "../runtime/time-limit";
import { newestLag } from "./cloudwatch-lag";
import { askWorld, nameServerAddresses } from "./dns-world";
import { dynamoStateStore } from "./dynamo-state-store";
import { answersWell, readWriterWord } from "./front-door";
import { toNotice } from "./notice";
import { pace } from "./pace";
import { rdsDatabase } from "./rds-database";
import type { RoundArgs } from "./round";
import type { OrchestrationSettings } from "./settings";
import { readSwitch } from "./switch";

/** Longer than a round with everything slow, shorter than people would wait for a successor. */
const leaseMs = 30_000;
const lookMs = 4_000;
const askMs = 10_000;
/** All four name servers of a zone, and the resolver after them, fit into one look. */
const nameServerMs = 500;
/** More than any look may take: then this process stood still meanwhile. */
const staleAfterMs = 8_000;
const hourMs = 3_600_000;
/** Further back than any reading counts. */
const lagWindowMs = 300_000;

/** Requests that move a writer are sent once: whether the first was taken is seen, not guessed. */
const once = { maxAttempts: 1, requestHandler: { connectionTimeout: 2_000, requestTimeout: askMs } };

/** Everything the orchestrator looks at, writes to and asks. Nothing of it is in the primary region but a planned move. */
export function connectOrchestration(
  settings: OrchestrationSettings,
  now: () => number,
): Omit<RoundArgs, "log" | "now"> {
  const { AWS_REGION, PRIMARY_REGION, PRIMARY_ENDPOINT, STANDBY_ENDPOINT, SERVED_NAME, SYSTEM } = settings;
  const endpoints = { primary: PRIMARY_ENDPOINT, standby: STANDBY_ENDPOINT };
  const source = ssmParameters(new SSMClient(clientSettings));
  const cloudwatch = new CloudWatchClient(clientSettings);
  const events = new EventBridgeClient(clientSettings);
  const database = rdsDatabase({
    clients: {
      primary: new RDSClient({ ...once, region: PRIMARY_REGION }),
      standby: new RDSClient({ ...once, region: AWS_REGION }),
    },
    globalName: settings.GLOBAL_CLUSTER,
    clusterArns: settings.CLUSTERS,
    lookLimitMs: lookMs,
    askLimitMs: askMs,
  });
  const servers = nameServerAddresses(settings.NAME_SERVERS, hourMs, now);
  const askName = () => askWorld({ recordName: settings.WITNESS_NAME, servers, tryMs: nameServerMs });
  return {
    policy: settings.POLICY,
    askLimitMs: askMs,
    staleAfterMs,
    store: dynamoStateStore({
      client: new DynamoDBClient(clientSettings),
      tableName: settings.STATE_TABLE,
      system: SYSTEM,
      leaseMs,
      timeLimitMs: lookMs,
    }),
    eyes: {
      answers: (side) => answersWell(endpoints[side], SERVED_NAME, pace.probeMs),
      world: () => withTimeLimit("Asking the name servers", lookMs, askName),
      database: () => database.view(),
      lag: () =>
        newestLag({
          client: cloudwatch,
          clusterName: settings.STANDBY_CLUSTER,
          windowMs: lagWindowMs,
          timeLimitMs: lookMs,
          now,
        }),
      ...(settings.WRITER_PAGE === "asked"
        ? { word: () => readWriterWord(endpoints.standby, SERVED_NAME, pace.probeMs) }
        : {}),
      mode: () =>
        readSwitch({
          source,
          parameterName: settings.SWITCH_PARAMETER,
          deployedAs: settings.DEPLOYED_AS,
          timeLimitMs: lookMs,
        }),
    },
    hands: database,
    tell: (decision) =>
      withTimeLimit("Telling people", lookMs, (signal) =>
        putEvent(events, settings.EVENT_BUS, toNotice(SYSTEM, decision), signal),
      ),
  };
}
