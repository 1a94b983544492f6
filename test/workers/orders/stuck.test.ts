import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import stuckSql from "../../../d1/migrations/orders/0004_stuck_sagas.sql?raw";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import { migrate } from "../../support/migrate.ts";
import { bought, objectOf, stocked, viewed } from "./shopper.ts";
import { world } from "./worker.ts";

const { DB } = env as unknown as { DB: D1Database };
const QUARTER_HOUR = 15 * 60_000;

beforeEach(async () => {
  await migrate(DB, stuckSql);
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  world.lost.clear();
});

const reported = async (orderId: OrderId) =>
  (await DB.prepare("SELECT reason, since FROM stuck_sagas WHERE order_id = ?").bind(orderId).all()).results;

/** Beyond the real clock, so that alarms go off only when a test says so. */
let now = Date.parse("2100-01-01T00:00:00Z");
async function later(orderId: OrderId): Promise<void> {
  now += QUARTER_HOUR;
  vi.setSystemTime(now);
  await runDurableObjectAlarm(objectOf(orderId));
  // Once more, for a report that was set just now.
  await runDurableObjectAlarm(objectOf(orderId));
}

test("an order that goes well reports nothing", async () => {
  const { order } = await bought(stocked(1));
  expect(await reported(order.id)).toEqual([]);
});

test("an order that tries in vain is reported once it has tried for a minute, and taken back when it gets on", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now });
  for (const method of ["capture", "read", "find"]) world.lost.set(method, 1_000);
  const { order, owner } = await bought(stocked(1));
  await later(order.id);
  expect(await reported(order.id)).toEqual([]);
  for (let tries = 0; tries < 6; tries++) await later(order.id);
  const [first] = await reported(order.id);
  expect(first).toMatchObject({ reason: "retries" });

  // It goes on trying: the reason may change, since when it is stuck does not.
  for (let tries = 0; tries < 8; tries++) await later(order.id);
  expect(await reported(order.id)).toEqual([{ reason: "step_stuck", since: first?.since }]);

  world.lost.clear();
  await evictDurableObject(objectOf(order.id));
  await later(order.id);
  await later(order.id);
  expect(await viewed(owner, order.id)).toMatchObject({ paid: true, attention: [] });
  expect(await reported(order.id)).toEqual([]);
});

test("a report that the database does not take is made again", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now });
  for (const method of ["capture", "read", "find"]) world.lost.set(method, 1_000);
  const { order } = await bought(stocked(1));
  await DB.prepare("ALTER TABLE stuck_sagas RENAME TO away").run();
  for (let tries = 0; tries < 8; tries++) await later(order.id);
  await DB.prepare("ALTER TABLE away RENAME TO stuck_sagas").run();
  await later(order.id);
  expect(await reported(order.id)).toMatchObject([{ reason: "retries" }]);
});
