import { beforeEach, expect, test } from "vitest";
import {
  aShop,
  beside,
  DB,
  done,
  emptied,
  happens,
  levels,
  lists,
  live,
  newMeta,
  rowsOf,
  says,
  stock,
} from "./support.ts";
import { log } from "./worker.ts";

beforeEach(emptied);

test("lists and levels rebuilt from the log equal the live ones, in every column, places included; as often as one likes", async () => {
  await aShop();
  const before = await live();
  for (let time = 0; time < 3; time++) {
    await lists().start(newMeta());
    await levels().start(newMeta());
    expect([await done(lists), await done(levels)]).toMatchObject([{ events: 33 }, { events: 24 }]);
    expect(await live()).toEqual(before);
    expect(await beside()).toEqual([]);
  }
});

test("a rebuild mends what is wrong in the live ones, and they go on from there", async () => {
  await aShop();
  const before = await live();
  await DB.prepare("DELETE FROM orders WHERE number = 'N-3'").run();
  await DB.prepare("UPDATE orders SET status = 'returned', attention = '[\"?\"]'").run();
  await DB.prepare("UPDATE levels SET available = 7").run();
  await lists().start(newMeta());
  await levels().start(newMeta());
  await Promise.all([done(lists), done(levels)]);
  expect(await live()).toEqual(before);
  await happens(says(5, 2, "OrderDelivered"), stock("SKU-5", 4, 3));
  expect(await rowsOf("orders")).toContainEqual(expect.objectContaining({ number: "N-5", status: "delivered" }));
  expect(await rowsOf("levels")).toContainEqual(expect.objectContaining({ sku: "SKU-5", available: 3 }));
});

test("many small pages make the same lists as one", async () => {
  await aShop();
  const before = await live();
  log.pageMax = 1;
  await lists().start(newMeta());
  await done(lists);
  expect(await live()).toEqual(before);
  expect(log.reads.length).toBeGreaterThan(33);
});
