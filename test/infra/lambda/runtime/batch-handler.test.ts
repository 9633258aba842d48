import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { batchHandler } from "../../../../infra/lib/lambda/runtime/queue/batch-handler";
import type { MessageQueue } from "../../../../infra/lib/lambda/runtime/queue/message-queue";
import { Poison } from "../../../../infra/lib/lambda/runtime/queue/poison";
import { capturedLog } from "../doubles/captured-log";
import { sqsEvent } from "../doubles/sqs-events";

const context = { awsRequestId: "r-1", getRemainingTimeInMillis: () => 30_000 };

type Handle = (body: string) => Promise<void>;

/** Dead letters that take what comes, or fail. */
function letterBox(fails = false) {
  const letters: [string, string | undefined][] = [];
  return {
    letters,
    send: async (body: string, _signal: AbortSignal, reason?: string) => {
      if (fails) {
        throw new Failure("unavailable", "injected");
      }
      letters.push([body, reason]);
    },
  };
}

function consumer(handle: Handle, postponeFails = false, timeLimitMs = 1_000, deadLetters?: MessageQueue) {
  const { log, lines, text } = capturedLog();
  const postponed: [string, number][] = [];
  const queue = {
    postpone: async (receipt: string, seconds: number) => {
      postponed.push([receipt, seconds]);
      if (postponeFails) {
        throw new Failure("throttled", "injected");
      }
    },
  };
  return {
    handler: batchHandler({ handle, queue, deadLetters, log, timeLimitMs, random: () => 0 }),
    postponed,
    lines,
    text,
  };
}

const failing = (kind: "throttled" | "unknown"): Handle => {
  return async (body) => {
    if (body === "bad") {
      throw new Failure(kind, "injected");
    }
  };
};

describe("batchHandler", () => {
  test("answers no failure when every message is handled", async () => {
    const { handler, postponed } = consumer(async () => undefined);
    const event = sqsEvent([
      { id: "1", body: "good" },
      { id: "2", body: "good" },
    ]);
    await expect(handler(event, context)).resolves.toEqual({ batchItemFailures: [] });
    expect(postponed).toEqual([]);
  });

  test("answers the one message that failed, and puts that one off", async () => {
    const { handler, postponed, lines } = consumer(failing("throttled"));
    const event = sqsEvent([
      { id: "1", body: "good" },
      { id: "2", body: "bad", receives: 3 },
      { id: "3", body: "good" },
    ]);
    await expect(handler(event, context)).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
    expect(postponed).toEqual([["receipt of 2", 20]]);
    expect(lines()).toContainEqual(
      expect.objectContaining({ level: "warn", messageId: "2", receives: 3, failure: "throttled", delaySeconds: 20 }),
    );
  });

  test("puts an unexpected error off as well, and quotes nothing of it", async () => {
    const { handler, postponed, text } = consumer(() => Promise.reject(new TypeError("secret")));
    const event = sqsEvent([{ id: "1", body: "secret" }]);
    await expect(handler(event, context)).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    expect(postponed).toEqual([["receipt of 1", 5]]);
    expect(text()).not.toContain("secret");
  });

  test("hands a poisonous message to the dead letters at once, with the reason", async () => {
    const box = letterBox();
    const { handler, postponed, lines } = consumer(() => Promise.reject(new Poison("no-payment")), false, 1_000, box);
    await expect(handler(sqsEvent([{ id: "1", body: "x" }]), context)).resolves.toEqual({ batchItemFailures: [] });
    expect(box.letters).toEqual([["x", "no-payment"]]);
    expect(postponed).toEqual([]);
    expect(lines()).toContainEqual(expect.objectContaining({ level: "error", poison: "no-payment" }));
  });

  test("keeps a poisonous message that the dead letters do not take, and puts it off", async () => {
    const poison: Handle = () => Promise.reject(new Poison("no-payment"));
    const { handler, postponed, lines } = consumer(poison, false, 1_000, letterBox(true));
    const event = sqsEvent([{ id: "1", body: "x", receives: 2 }]);
    await expect(handler(event, context)).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    expect(postponed).toEqual([["receipt of 1", 10]]);
    expect(lines()).toContainEqual(expect.objectContaining({ message: "message not given up, it comes back" }));
  });

  test("without a place for dead letters shows a poisonous message again at once, so that it becomes one soon", async () => {
    const { handler, postponed, lines } = consumer(() => Promise.reject(new Poison("no-payment")));
    const event = sqsEvent([{ id: "1", body: "x", receives: 9 }]);
    await expect(handler(event, context)).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    expect(postponed).toEqual([["receipt of 1", 0]]);
    expect(lines()).toContainEqual(expect.objectContaining({ level: "error", poison: "no-payment" }));
  });

  test("keeps a message although it cannot be put off", async () => {
    const { handler, lines } = consumer(failing("throttled"), true);
    const event = sqsEvent([{ id: "1", body: "bad" }]);
    await expect(handler(event, context)).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    expect(lines()).toContainEqual(expect.objectContaining({ message: "message not put off" }));
  });

  test("keeps a message whose time is over", async () => {
    const { handler } = consumer(() => new Promise(() => undefined), false, 5);
    await expect(handler(sqsEvent([{ id: "1", body: "x" }]), context)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: "1" }],
    });
  });

  test("keeps every message when the function has no time left", async () => {
    const { handler } = consumer(() => new Promise(() => undefined), false, 60_000);
    const spent = { ...context, getRemainingTimeInMillis: () => 2_000 };
    await expect(handler(sqsEvent([{ id: "1", body: "x" }]), spent)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: "1" }],
    });
  });

  test("takes a missing receive count for the first", async () => {
    const { handler, postponed } = consumer(failing("unknown"));
    const record = { messageId: "1", receiptHandle: "r", body: "bad" };
    await handler({ Records: [record] }, context);
    expect(postponed).toEqual([["r", 5]]);
  });

  test.each([undefined, null, {}, { Records: "x" }, { Records: [{}] }, { Records: [{ messageId: "1" }] }])(
    "throws at the event %j, so that nothing is taken for handled",
    async (event) => {
      const { handler } = consumer(async () => undefined);
      await expect(handler(event, context)).rejects.toBeInstanceOf(Failure);
    },
  );
});
