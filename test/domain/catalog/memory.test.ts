import { expect, test } from "vitest";
import type { ProductRecord } from "../../../domain/catalog/record.ts";
import type { ProductId } from "../../../domain/kernel/ids.ts";
import { type Change, FEED_MAX, type Feed, Memory } from "../../../workers/catalog/memory.ts";

const id = "prod_a" as ProductId;
const record = (version: number, over: Partial<ProductRecord> = {}) =>
  ({ id, version, handle: "mug", title: `v${version}`, variants: [{ sku: "MUG" }], ...over }) as ProductRecord;

/** A change feed in memory that counts how often it is asked. */
class FakeFeed implements Feed {
  readonly changes: Change[] = [];
  asked = 0;
  newest = async () => {
    this.asked += 1;
    return this.changes.at(-1)?.seq ?? 0;
  };
  since = async (seq: number, limit: number) => {
    this.asked += 1;
    return this.changes.filter((change) => change.seq > seq).slice(0, limit);
  };
  tell(version: number, productId = id): void {
    this.changes.push({ seq: this.changes.length + 1, productId, version });
  }
}

test("what was loaded is found until a newer version is told, by id, handle and SKU", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  await memory.refresh(feed, 0);
  await memory.load(async () => [record(1)]);
  expect([memory.byId(id)?.title, memory.byHandle("mug")?.title, memory.bySku("MUG")?.title]).toEqual([
    "v1",
    "v1",
    "v1",
  ]);
  feed.tell(2);
  await memory.refresh(feed, 2_000);
  expect([memory.byId(id), memory.byHandle("mug"), memory.bySku("MUG")]).toEqual([undefined, undefined, undefined]);
});

test("the feed is asked once a second, and at once after a write of this isolate", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  for (const now of [0, 1, 500, 999]) await memory.refresh(feed, now);
  expect(feed.asked).toBe(1);
  await memory.refresh(feed, 1_000);
  expect(feed.asked).toBe(2);
  memory.expire();
  await memory.refresh(feed, 1_001);
  expect(feed.asked).toBe(3);
});

test("a look at the feed that never comes back holds nobody up, and nobody older than two seconds", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  await memory.refresh(feed, 0);
  const hanging: Feed = { ...feed, since: () => new Promise(() => {}) };
  void memory.refresh(hanging, 1_000);
  await memory.refresh(feed, 1_500);
  expect(feed.asked).toBe(1);
  await memory.refresh(feed, 1_900);
  expect(feed.asked).toBe(2);
});

test("a load that was overtaken by a change is answered, and never found again", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  await memory.refresh(feed, 0);
  let arrive: (records: ProductRecord[]) => void = () => {};
  const loading = memory.load(() => new Promise((resolve) => (arrive = resolve)));
  feed.tell(2);
  await memory.refresh(feed, 1_000);
  arrive([record(1)]);
  expect((await loading)[0]?.version).toBe(1);
  expect(memory.byId(id)).toBeUndefined();
});

test("a feed with more to tell than is read makes everything forgotten, loads on their way too", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  await memory.refresh(feed, 0);
  await memory.load(async () => [record(1)]);
  let arrive: (records: ProductRecord[]) => void = () => {};
  const loading = memory.load(() => new Promise((resolve) => (arrive = resolve)));
  for (let n = 0; n <= FEED_MAX; n++) feed.tell(2, `prod_${n}` as ProductId);
  await memory.refresh(feed, 1_000);
  arrive([record(1)]);
  await loading;
  expect(memory.byId(id)).toBeUndefined();
});

test("a list is a miss as soon as anything changed", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  let reads = 0;
  const page = async (now: number) => {
    await memory.refresh(feed, now);
    return memory.page("all", async () => ++reads);
  };
  expect([await page(0), await page(1_000)]).toEqual([1, 1]);
  feed.tell(1);
  expect([await page(2_000), await page(2_001)]).toEqual([2, 2]);
});

test("a handle or a SKU that moved to another product is not found where it was", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  await memory.refresh(feed, 0);
  await memory.load(async () => [record(1)]);
  await memory.load(async () => [record(2, { handle: "cup", variants: [] })]);
  expect([memory.byHandle("mug"), memory.bySku("MUG"), memory.byHandle("cup")?.version]).toEqual([
    undefined,
    undefined,
    2,
  ]);
});
