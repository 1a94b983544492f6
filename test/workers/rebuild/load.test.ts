import { beforeEach, expect, test } from "vitest";
import { levelsNext } from "../../../d1/schema/inventory.ts";
import { levelsInto, stockLevels } from "../../../queues/consumers/inventory/levels.ts";
import type { Envelope } from "../../../queues/envelope.ts";
import { partitionOf } from "../../../queues/partition.ts";
import { besideOf, exchanged } from "../../../workers/kernel/beside.ts";
import {
  aShop,
  beside,
  confirmed,
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
import { log, nothing } from "./worker.ts";

beforeEach(emptied);

/** After a read, the live lists hear something that the rebuild has passed already; so often. */
function overtakes(times: number, next: (index: number) => Envelope): { left: number } {
  const load = { left: times };
  log.moment = async (what) => {
    const last = log.reads.at(-1)?.partition ?? 0;
    const event = next(times - load.left);
    if (what !== "after read" || load.left === 0 || last <= partitionOf(event.stream)) return;
    load.left -= 1;
    await happens(event);
  };
  return load;
}

/** The order of which the log keeps the events first. */
const early =
  Array.from({ length: 50 }, (_, index) => 100 + index).find((index) => partitionOf(confirmed(index).stream) < 8) ?? 0;

test.each([3, 60, 400])(
  "what the live lists hear while a rebuild reads is not lost by the swap, though they overtake it %i times",
  async (times) => {
    await aShop();
    await happens(confirmed(early));
    const load = overtakes(times, (index) => says(early, index + 2, index % 2 ? "OrderDelivered" : "OrderFulfilled"));
    await lists().start(newMeta());
    await done(lists);
    log.moment = nothing;
    const rebuilt = await live();
    expect(rebuilt.places).toContainEqual(
      expect.objectContaining({ stream: confirmed(early).stream, seq: 1 + times - load.left }),
    );
    expect(await beside()).toEqual([]);
    await lists().start(newMeta());
    await done(lists);
    expect(await live()).toEqual(rebuilt);
  },
  30_000,
);

test("readers of the live lists see all orders at every moment of a rebuild", async () => {
  await aShop();
  const before = await rowsOf("orders");
  const seen: number[] = [];
  log.moment = async () => {
    seen.push((await rowsOf("orders")).length);
  };
  await lists().start(newMeta());
  await done(lists);
  expect(new Set(seen)).toEqual(new Set([before.length]));
});

test("a call that arrives late, from an object that was killed, finds nothing to do", async () => {
  await aShop();
  const late = besideOf(DB, "inventory-levels", {
    live: stockLevels,
    next: levelsInto(levelsNext),
    besides: [{ table: levelsNext, key: levelsNext.sku }],
    flip: (db) => exchanged(db, "levels", "levels_next"),
  });
  const before = await live();
  await levels().start(newMeta());
  const { startedAt } = await done(levels);
  for (const isForced of [false, true]) expect(await late.swap(startedAt ?? 0, isForced)).toBe(true);
  expect(await live()).toEqual(before);
  const began = Date.now() + 60_000;
  await late.clear(began);
  await late.begin(began);
  const event = stock("SKU-0", 1, 5);
  await late.apply([event], "next");
  await late.apply([event], "next");
  expect(await late.clear(began)).toBe(true);
  expect(await rowsOf("levels_next")).toHaveLength(1);
  expect(await late.swap(began, false)).toBe(false);
  expect(await late.swap(began - 1, true)).toBe(true);
  expect(await live()).toEqual({ ...before, places: await rowsOf("applied") });
});
