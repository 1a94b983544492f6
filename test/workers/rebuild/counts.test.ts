import { beforeEach, expect, test } from "vitest";
import countsSql from "../../../d1/migrations/orders/0003_order_counts.sql?raw";
import stuckSql from "../../../d1/migrations/orders/0004_stuck_sagas.sql?raw";
import { database } from "../../../workers/kernel/d1.ts";
import { figures } from "../../../workers/orders/figures.ts";
import { migrate } from "../../support/migrate.ts";
import { aShop, confirmed, DB, done, emptied, happens, lists, newMeta, rowsOf, says } from "./support.ts";
import { log } from "./worker.ts";

beforeEach(async () => {
  await emptied();
  await migrate(DB, countsSql, stuckSql);
});

/** What is counted, without what there is none of; and what counting the list itself says. */
const counted = async () => (await figures(database(DB))).byStatus.filter(({ orders }) => orders > 0);
const recounted = async () =>
  (await DB.prepare("SELECT status, count(*) AS orders FROM orders GROUP BY status ORDER BY status").all()).results;

test("orders are counted by status as they change, without being read", async () => {
  await aShop();
  const before = await counted();
  expect(before.length).toBeGreaterThan(2);
  expect(before).toEqual(await recounted());
  await happens(confirmed(50), says(50, 2, "OrderPaid", { capturedMinor: 1 }), says(50, 3, "OrderFulfilled"));
  expect(await counted()).toEqual(await recounted());
});

test("a rebuild leaves the counts right, as often as one likes, and what is heard meanwhile and afterwards is counted", async () => {
  await aShop();
  let isNews = true;
  log.moment = async (what) => {
    if (what !== "after read" || !isNews) return;
    isNews = false;
    await happens(confirmed(60));
  };
  for (let time = 0; time < 3; time++) {
    await lists().start(newMeta());
    await done(lists);
    expect(await counted()).toEqual(await recounted());
    expect(await rowsOf("orders_next")).toEqual([]);
  }
  await happens(confirmed(70), says(70, 2, "OrderCancelled", { reason: "lost" }));
  expect(await counted()).toEqual(await recounted());
  const { results } = await DB.prepare("SELECT sum(orders) AS left FROM order_counts").all<{ left: number }>();
  expect(results[0]?.left).toBe((await rowsOf("orders")).length);
});

test("a rebuild that mends the lists mends the counts", async () => {
  await aShop();
  const before = await counted();
  await DB.prepare("UPDATE orders SET status = 'returned'").run();
  await DB.prepare("DELETE FROM orders WHERE total_minor > 500").run();
  expect(await counted()).toEqual(await recounted());
  await lists().start(newMeta());
  await done(lists);
  expect(await counted()).toEqual(before);
});
