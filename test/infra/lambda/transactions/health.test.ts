import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { answerHealth, type HealthArgs } from "../../../../infra/lib/lambda/transactions/health";
import { capturedLog } from "../doubles/captured-log";

const failing = () => Promise.reject(new Failure("unavailable", "It is away.", { host: "writer.internal" }));

async function ask({ hasWriter = async () => true, read = async () => undefined, ping = async () => undefined } = {}) {
  const answerTo = async (regionRole: HealthArgs["regionRole"]) => {
    const database = { hasWriter, read: read as HealthArgs["database"]["read"] };
    const { status, body } = await answerHealth({ database, sessions: { ping }, regionRole }, capturedLog());
    return `${status} ${body}`;
  };
  return { primary: await answerTo("primary"), secondary: await answerTo("secondary") };
}

const healthy = '200 {"status":"healthy"}';
const unhealthy = '503 {"status":"unhealthy"}';

test("all is well when table and database answer", async () => {
  await expect(ask()).resolves.toEqual({ primary: healthy, secondary: healthy });
});

test("without a writer the primary region is unwell, and the standby is not", async () => {
  await expect(ask({ hasWriter: async () => false })).resolves.toEqual({ primary: unhealthy, secondary: healthy });
});

test("a database that does not answer is told in one word", async () => {
  await expect(ask({ hasWriter: failing, read: failing })).resolves.toEqual({
    primary: unhealthy,
    secondary: unhealthy,
  });
});

test("a table that does not answer makes either region unwell", async () => {
  await expect(ask({ ping: failing })).resolves.toEqual({ primary: unhealthy, secondary: unhealthy });
});

test("what never answers is unwell before Route 53 stops waiting", async () => {
  jest.useFakeTimers();
  try {
    const asked = ask({ hasWriter: () => new Promise(() => undefined), ping: async () => undefined });
    await jest.advanceTimersByTimeAsync(1_500);
    await expect(asked).resolves.toMatchObject({ primary: unhealthy });
  } finally {
    jest.useRealTimers();
  }
});
