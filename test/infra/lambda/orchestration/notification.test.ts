import { announce } from "../../../../infra/lib/lambda/orchestration/announce";
import { composeMessage, type Message } from "../../../../infra/lib/lambda/orchestration/message";
import { findNotice, type Notice, toNotice } from "../../../../infra/lib/lambda/orchestration/notice";
import type { Decision } from "../../../../infra/lib/lambda/orchestration/state";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { capturedLog } from "../doubles/captured-log";

const decision: Decision = {
  number: 7,
  at: Date.parse("2026-03-31T12:00:00.000Z"),
  verdict: "fail-over",
  phase: "promoting",
  tell: true,
  evidence: { primaryFrontDoor: "down", worldIsLedTo: "standby" },
};

/** As EventBridge delivers it. */
function delivered(given: Decision = decision): unknown {
  const { source, detailType, detail } = toNotice("global-db-v2-dev", given);
  return { version: "0", source, "detail-type": detailType, detail };
}

function noticeOf(different: Partial<Decision>): Notice {
  const notice = findNotice(delivered({ ...decision, ...different }));
  if (notice === undefined) throw new Error("It is no notice.");
  return notice;
}

test("a decision becomes a message that says what, when, and by which evidence", () => {
  expect(composeMessage(noticeOf({}))).toEqual({
    subject: "[global-db-v2-dev] FAILOVER asked for: the standby is to take over",
    body: [
      "FAILOVER asked for: the standby is to take over",
      "",
      "verdict: fail-over",
      "phase: promoting",
      "at: 2026-03-31T12:00:00.000Z",
      "decision: global-db-v2-dev-7",
      "",
      "primaryFrontDoor: down",
      "worldIsLedTo: standby",
    ].join("\n"),
  });
});

test.each([
  ["fail-over:again-2", "[global-db-v2-dev] FAILOVER asked for: the standby is to take over"],
  ["hold:world-reaches-primary", "[global-db-v2-dev] NO failover: only the standby cannot reach the primary"],
  ["refused:writer-moves", "[global-db-v2-dev] refused:writer-moves"],
  [`${"\u00e9\n"}${"x".repeat(200)}`, `[global-db-v2-dev] ??${"x".repeat(79)}`],
])("the subject for %j is one that SNS takes", (verdict, subject) => {
  expect(composeMessage(noticeOf({ verdict })).subject).toBe(subject);
});

test.each(["no JSON", '"text"', '{"a":1}'])(
  "evidence that cannot be read (%s) does not keep the decision back",
  (evidence) => {
    expect(composeMessage({ ...noticeOf({}), evidence }).body).toMatch(
      /^FAILOVER[\s\S]*decision: global-db-v2-dev-7\n$/,
    );
  },
);

function setUp(different: { here?: () => Promise<void>; there?: () => Promise<void> } = {}) {
  const said: [string, Message][] = [];
  const captured = capturedLog();
  const args = {
    here: async (message: Message) => void said.push(["here", message]),
    there: async (message: Message) => void said.push(["there", message]),
    log: captured.log,
    ...different,
  };
  return { args, said, captured };
}

const away = () => Promise.reject(new Failure("unavailable", "Nobody answers."));

describe("people", () => {
  test("are told in both regions", async () => {
    const { args, said } = setUp();
    await expect(announce(delivered(), args)).resolves.toEqual({ there: true });
    expect(said.map(([where]) => where)).toEqual(["here", "there"]);
  });

  test("are told in this region when the other one is gone", async () => {
    const { args, said } = setUp({ there: away });
    await expect(announce(delivered(), args)).resolves.toEqual({ there: false });
    expect(said.map(([where]) => where)).toEqual(["here"]);
  });

  test("are told again when this region's topic failed", async () => {
    const { args, said } = setUp({ here: away });
    await expect(announce(delivered(), args)).rejects.toMatchObject({ kind: "unavailable" });
    expect(said.map(([where]) => where)).toEqual(["there"]);
  });

  test.each([
    undefined,
    "text",
    {},
    { source: "aws.rds", detail: {} },
    { source: "fleet.failover", detail: { id: "1" } },
  ])("are not told of another event: %j", async (event) => {
    const { args, said } = setUp();
    await expect(announce(event, args)).rejects.toMatchObject({ kind: "misconfigured" });
    expect(said).toEqual([]);
  });
});
