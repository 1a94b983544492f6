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

test("what was loaded is found until a newer version is told, which is known then", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  await memory.look(feed);
  await memory.load(async () => [record(1)]);
  expect([memory.idOfHandle("mug"), memory.idOfSku("MUG"), memory.record(id)?.title]).toEqual([id, id, "v1"]);
  feed.tell(2);
  await memory.look(feed);
  expect([memory.record(id), memory.versionOf(id)]).toEqual([undefined, { id, version: 2 }]);
});

test("of two first looks the earlier counts: what was read since hears of every change behind it", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  let arrive: (seq: number) => void = () => {};
  const late = memory.look({ ...feed, newest: () => new Promise((resolve) => (arrive = resolve)) });
  await memory.look(feed);
  await memory.load(async () => [record(1)]);
  feed.tell(2);
  arrive(1);
  await late;
  await memory.look(feed);
  expect(memory.record(id)).toBeUndefined();
  expect(memory.versionOf(id)).toEqual({ id, version: 2 });
});

test("a load that was overtaken by a change is answered, and never found again", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  await memory.look(feed);
  let arrive: (records: ProductRecord[]) => void = () => {};
  const loading = memory.load(() => new Promise((resolve) => (arrive = resolve)));
  feed.tell(2);
  await memory.look(feed);
  arrive([record(1)]);
  expect((await loading)[0]?.version).toBe(1);
  expect(memory.record(id)).toBeUndefined();
});

test("a feed with more to tell than is read makes everything forgotten, loads on their way too", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  await memory.look(feed);
  await memory.load(async () => [record(1)]);
  let arrive: (records: ProductRecord[]) => void = () => {};
  const loading = memory.load(() => new Promise((resolve) => (arrive = resolve)));
  for (let n = 0; n <= FEED_MAX; n++) feed.tell(2, `prod_${n}` as ProductId);
  await memory.look(feed);
  arrive([record(1)]);
  await loading;
  expect(memory.record(id)).toBeUndefined();
});

test("a list is a miss as soon as anything changed", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  let reads = 0;
  const page = async () => {
    await memory.look(feed);
    return memory.page("all", async () => ++reads);
  };
  expect([await page(), await page()]).toEqual([1, 1]);
  feed.tell(1);
  expect([await page(), await page()]).toEqual([2, 2]);
});

test("more versions than it holds make it forget everything, and remember again", async () => {
  const [memory, feed] = [new Memory(), new FakeFeed()];
  await memory.look(feed);
  await memory.load(async () => Array.from({ length: 20_001 }, (_, n) => record(1, { id: `prod_${n}` as ProductId })));
  expect(memory.versionOf("prod_1" as ProductId)).toBeUndefined();
  await memory.load(async () => [record(1)]);
  expect(memory.record(id)?.version).toBe(1);
});
