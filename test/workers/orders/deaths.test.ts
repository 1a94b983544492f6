import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { CommandMeta } from "../../../contracts/caller.ts";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import { Ids } from "../../../workers/kernel/ids.ts";
import { bindings, guest, meta, objectOf, onShelf, orders, stocked, wants } from "./shopper.ts";
import { world } from "./worker.ts";

const nothing = async () => {};
const PATIENCE = { timeout: 15_000, interval: 50 };

afterEach(() => {
  world.moment = nothing;
});

/** Every object dies at the n-th of the moments that `counts` knows, once. Answers which it was, or null while it has not come. */
function dyingAt(n: number, counts: (moment: string) => boolean): () => string | null {
  let [seen, died]: [number, string | null] = [0, null];
  world.moment = async (moment) => {
    if (!counts(moment) || ++seen !== n) return;
    died = moment;
    await abortAllDurableObjects();
  };
  return () => died;
}

/** Asks until there is an answer, by the same key, as a client does who heard nothing. */
async function insisted(key: CommandMeta, sku: string): Promise<void> {
  await vi.waitFor(
    async () => expect(await orders.place(guest, key, wants(sku))).toMatchObject({ ok: true }),
    PATIENCE,
  );
}

const idOf = (key: CommandMeta): OrderId => new Ids(bindings.ID_KEYS).derive("ord", ["buy-now", key.commandId]);
const saidOf = (orderId: OrderId) => world.log.filter(({ stream }) => stream === `order/${orderId}`);

/** One of the SKU was sold: paid once, taken once, told once, in order. */
async function soldOnce(orderId: OrderId, sku: string): Promise<void> {
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(objectOf(orderId));
    expect(saidOf(orderId).map(({ seq, type }) => [seq, type])).toEqual([
      [1, "OrderConfirmed"],
      [2, "OrderPaid"],
    ]);
    expect(onShelf(sku)).toEqual({ onHand: 4, held: 0 });
  }, PATIENCE);
  expect(world.provider.intents.filter((intent) => intent.orderId === orderId)).toMatchObject([
    { status: "captured", capturedMinor: 2_000 },
  ]);
}

describe("a sale whose object dies", () => {
  test.each([
    ["fault 1: before any of its calls, its intent committed,", /^before (?!append)/],
    ["fault 2: after the effect of any of its calls, its outcome not stored,", /^after (?!append)/],
    ["fault 3: before or after its events are relayed,", /append$/],
  ])(
    "%s is finished all the same, once",
    async (_, counted) => {
      const deaths: string[] = [];
      for (let n = 1; n < 20; n++) {
        const [sku, key] = [stocked(5), meta()];
        const died = dyingAt(n, (moment) => counted.test(moment));
        await insisted(key, sku);
        await soldOnce(idOf(key), sku);
        const moment = died();
        if (moment === null) break;
        deaths.push(moment);
      }
      const calls = deaths.map((moment) => moment.split(" ")[1]);
      if (counted.test("after append")) expect(new Set(deaths)).toEqual(new Set(["before append", "after append"]));
      else expect(calls).toEqual(["hold", "authorise", "capture", "commit"]);
    },
    120_000,
  );
});

test("fault 1: an object that dies after any of its commits goes on from there, and sells once", async () => {
  let deaths = 0;
  for (let n = 1; n < 20; n++) {
    const [sku, key] = [stocked(5), meta()];
    const orderId = idOf(key);
    const died = await dyingAfterCommit(n, orderId);
    await insisted(key, sku);
    await soldOnce(orderId, sku);
    if (!died()) break;
    deaths += 1;
  }
  expect(deaths).toBe(3); // Placed; confirmed; captured and sold.
  await abortAllDurableObjects(); // The last one counts on, and would die in another test.
}, 120_000);

/** The object that will hold the order dies when its n-th commit from now is on disk. */
async function dyingAfterCommit(n: number, orderId: OrderId): Promise<() => boolean> {
  let died = false;
  await runInDurableObject(objectOf(orderId), (_, state) => {
    const { storage } = state;
    const commit = storage.transactionSync.bind(storage);
    let commits = 0;
    storage.transactionSync = (work) => {
      const done = commit(work);
      if (++commits !== n) return done;
      died = true;
      void storage.sync().then(() => state.abort("dies after a commit"));
      return done;
    };
  });
  return () => died;
}
