import { type LeaseArgs, leaseKeeper, type WriterLease } from "../../../../infra/lib/lambda/lease/writer-lease";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { capturedLog } from "../doubles/captured-log";

const networks = { primary: "10.1.128.0/17", standby: "10.2.128.0/17" };
const noon = Date.parse("2026-03-31T12:00:00.000Z");

/** A keeper, the clock that it reads, and what the table says to it. */
function setUp(args: Partial<LeaseArgs> = {}) {
  const world: { now: number; lease: WriterLease | undefined; broken: boolean; looks: number } = {
    now: noon,
    lease: { epoch: 1, writer: "primary", renewedAt: noon },
    broken: false,
    looks: 0,
  };
  const keeper = leaseKeeper({
    read: async () => {
      world.looks += 1;
      if (world.broken) throw new Failure("unavailable", "The table does not answer.");
      return world.lease;
    },
    leaseMs: 75_000,
    networks,
    now: () => world.now,
    log: capturedLog().log,
    ...args,
  });
  return { world, keeper };
}

const over = { kind: "unavailable", message: expect.stringContaining("Nobody may write") };

test("a permit says where the writer is, and how long its commits may be taken", async () => {
  const { world, keeper } = setUp();
  await expect(keeper.permit()).resolves.toEqual({ network: networks.primary, until: noon + 75_000 });
  world.now += 5_000;
  world.lease = { epoch: 2, writer: "standby", renewedAt: noon + 4_000 };
  await expect(keeper.permit()).resolves.toEqual({ network: networks.standby, until: noon + 79_000 });
});

test("the table is asked every five seconds, and at once when there was no lease", async () => {
  const { world, keeper } = setUp();
  for (const after of [0, 1_000, 4_999]) {
    world.now = noon + after;
    await keeper.permit();
  }
  expect(world.looks).toBe(1);
  world.now = noon + 75_000;
  await expect(keeper.permit()).rejects.toMatchObject(over);
  world.lease = { epoch: 1, writer: "primary", renewedAt: noon + 75_000 };
  await expect(keeper.permit()).resolves.toMatchObject({ until: noon + 150_000 });
});

test("nobody writes before the first lease was given", async () => {
  const { world, keeper } = setUp();
  world.lease = undefined;
  await expect(keeper.permit()).rejects.toMatchObject(over);
  expect(keeper.until()).toBeUndefined();
});

test("a region that hears nothing any more stops by itself, at the end of the lease that it had", async () => {
  const { world, keeper } = setUp();
  await keeper.permit();
  world.broken = true;
  world.now = noon + 74_999;
  await expect(keeper.permit()).resolves.toMatchObject({ until: noon + 75_000 });
  world.now = noon + 75_000;
  await expect(keeper.permit()).rejects.toMatchObject(over);
  expect(keeper.until()).toBe(noon + 75_000);
});

test.each([
  ["an earlier epoch", { epoch: 2, writer: "primary", renewedAt: noon + 9_000 }],
  ["an earlier renewal", { epoch: 3, writer: "standby", renewedAt: noon - 1 }],
] as const)("a copy of the table that is behind, by %s, takes nothing back", async (_what, behind) => {
  const { world, keeper } = setUp();
  world.lease = { epoch: 3, writer: "standby", renewedAt: noon };
  const before = await keeper.permit();
  world.now += 5_000;
  world.lease = behind;
  await expect(keeper.permit()).resolves.toEqual(before);
});

test("a clock that is set back asks again", async () => {
  const { world, keeper } = setUp();
  await keeper.permit();
  world.now -= 3_600_000;
  await keeper.permit();
  expect(world.looks).toBe(2);
});

test("a person's word counts in place of the table, which is not asked", async () => {
  const { world, keeper } = setUp({ decreed: "standby" });
  world.broken = true;
  world.now += 3_600_000;
  await expect(keeper.permit()).resolves.toEqual({ network: networks.standby, until: world.now + 75_000 });
  expect(world.looks).toBe(0);
});
