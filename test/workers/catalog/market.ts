import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { expect } from "vitest";
import type { ProductId } from "../../../domain/kernel/ids.ts";
import { cacheProduct } from "../../../queues/consumers/catalog/caches.ts";
import type { Envelope } from "../../../queues/envelope.ts";
import { newIsolate } from "../../../workers/catalog/isolate.ts";
import { Reader } from "../../../workers/catalog/reader.ts";
import { Writer } from "../../../workers/catalog/writer.ts";
import { draftOf, type Good, SEEN_WITHIN_MS, Truth } from "./goods-model.ts";
import { Clock, KV_STALE_MS, StaleKv, WatchedDb } from "./layers.ts";
import { env, meta, query } from "./support.ts";

export const ISOLATES = 2;
export const CHANGES = ["price", "title", "handle", "move", "withdraw", "remove", "create"] as const;
type Change = (typeof CHANGES)[number];

/**
 * What happens next. `good`, `isolate` and `by` are picked by number. `isWarm`: all have read everything just before.
 * `prove`: all read, as soon as all must be right. `rush`: all read while it is written. `later`: the caches' subscriber
 * hears of everything, and KV shows it.
 */
export type Step =
  | { do: "wait"; ms: number }
  | { do: "write"; change: Change; good: number; by: number; isWarm: boolean }
  | { do: "prove"; good: number }
  | { do: "later" }
  | { do: "read"; isolate: number; good: number }
  | { do: "rush"; good: number; change: Change };

let markets = 0;

/** A shop of its own: two isolates that read, each with its own memory and its own place of KV, and writers in both and elsewhere. */
export class Market {
  readonly clock = new Clock();
  readonly truth = new Truth();
  readonly kvs: StaleKv[] = [];
  readonly #ctx = createExecutionContext();
  readonly #name = `market${markets++}`;
  readonly #ids = new Set<ProductId>();
  readonly #readers: Reader[] = [];
  readonly #writers: Writer[] = [];
  readonly #elsewhere: StaleKv;
  #count = 0;

  constructor(delaysMs: number[]) {
    const [db, writtenAt] = [new WatchedDb(), new Map<string, number>()];
    db.delaysMs = delaysMs;
    this.#elsewhere = new StaleKv(this.clock, writtenAt);
    for (let n = 0; n <= ISOLATES; n++) {
      const isolate = newIsolate(() => this.clock.now);
      const kv = new StaleKv(this.clock, writtenAt);
      const later = (work: Promise<void>) => this.#ctx.waitUntil(work);
      this.#writers.push(new Writer(env, () => {}, isolate));
      if (n === ISOLATES) break; // Elsewhere is only written.
      this.kvs.push(kv);
      this.#readers.push(new Reader({ DB: db.d1, CACHE: kv.kv, ID_KEYS: env.ID_KEYS }, later, isolate));
    }
  }

  async take(step: Step): Promise<void> {
    if (step.do === "wait") this.clock.now += step.ms;
    else if (step.do === "later") await this.#later();
    else if (step.do === "read") await this.#read(step.isolate, step.good);
    else if (step.do === "prove") {
      this.clock.now += SEEN_WITHIN_MS + 1;
      await this.#readAll(step.good);
    } else if (step.do === "write") {
      if (step.isWarm) await this.#readAll(step.good);
      await this.#write(step.change, step.good, step.by);
    } else {
      const written = this.#write(step.change, step.good, ISOLATES);
      await Promise.all([this.#readAll(step.good), written, this.#readAll(step.good + 1)]);
    }
    await waitOnExecutionContext(this.#ctx);
  }

  async #readAll(pick: number): Promise<void> {
    await Promise.all(Array.from({ length: ISOLATES }, (_, isolate) => this.#read(isolate, pick)));
  }

  /** The subscriber keeps everything in KV: twice is as good as once. A minute later KV shows it everywhere. */
  async #later(): Promise<void> {
    for (const id of this.#ids) {
      const told = env.DB.prepare("SELECT envelope FROM outbox WHERE stream = ? ORDER BY seq").bind(`product/${id}`);
      const { results } = await told.all<{ envelope: string }>();
      for (const { envelope } of results) await cacheProduct(this.#elsewhere.kv, JSON.parse(envelope) as Envelope);
    }
    this.clock.now += 2 * KV_STALE_MS;
  }

  /** Two goods, three handles and three SKUs: they change hands all the time. */
  async #write(change: Change, pick: number, by: number): Promise<void> {
    const writer = this.#writers[by];
    const { goods } = this.truth;
    const [a, b] = [goods[pick % 2], goods[(pick + 1) % 2]];
    if (writer === undefined) throw new Error("no such writer");
    this.#count += 1;
    if (change === "create") {
      if (goods.length < 2) await this.#create(writer, pick);
    } else if (a === undefined) return;
    else if (change === "remove") await this.#remove(writer, a);
    else if (change === "price") await this.#replace(writer, a, { minor: this.#count });
    else if (change === "title") await this.#replace(writer, a, { title: `Title ${this.#count}` });
    else if (change === "withdraw") await this.#replace(writer, a, { isPublished: !a.isPublished });
    else if (change === "handle") await this.#replace(writer, a, { handle: this.#free("handle") });
    else {
      const given = a.sku;
      await this.#replace(writer, a, { sku: this.#free("sku") });
      if (b !== undefined) await this.#replace(writer, b, { sku: given });
    }
  }

  async #create(writer: Writer, pick: number): Promise<void> {
    const made = {
      handle: this.#free("handle"),
      sku: this.#free("sku"),
      title: `Title ${this.#count}`,
      minor: pick,
      isPublished: true,
    };
    const created = await writer.create(meta(), draftOf(made, this.#name));
    if (!created.ok) throw new Error(JSON.stringify(created.error));
    this.#ids.add(created.value.id);
    this.truth.change(this.clock.now, [...this.truth.goods, { ...made, id: created.value.id }]);
  }

  async #remove(writer: Writer, { id }: Good): Promise<void> {
    const removed = await writer.remove(meta(), id);
    if (!removed.ok) throw new Error(JSON.stringify(removed.error));
    this.truth.change(
      this.clock.now,
      this.truth.goods.filter((other) => other.id !== id),
    );
  }

  async #replace(writer: Writer, before: Good, over: Partial<Good>): Promise<void> {
    const after = { ...before, ...over };
    const replaced = await writer.replace(meta(), before.id, draftOf(after, this.#name));
    if (!replaced.ok) throw new Error(JSON.stringify(replaced.error));
    this.truth.change(
      this.clock.now,
      this.truth.goods.map((good) => (good.id === before.id ? after : good)),
    );
  }

  #free(kind: "handle" | "sku"): string {
    const taken = this.truth.goods.map((good) => good[kind]);
    const all = [0, 1, 2].map((n) => `${this.#name}-${kind}-${n}`);
    return all.find((name) => !taken.includes(name)) ?? "";
  }

  /** Everything that can be read of the goods, one way after the other. */
  async #read(isolate: number, pick: number): Promise<void> {
    const reader = this.#readers[isolate];
    if (reader === undefined) throw new Error("no such isolate");
    const at = this.clock.now;
    const ways: [string, () => Promise<unknown>, (goods: readonly Good[]) => unknown][] = [];
    const handle = `${this.#name}-handle-${pick % 3}`;
    const shown = async (idOrHandle: string) => {
      const found = await reader.product(idOrHandle, "USD", false);
      return found.ok ? [found.value.id, found.value.title, found.value.variants[0]?.price.minor] : null;
    };
    const showing = (isIt: (good: Good) => boolean) => (goods: readonly Good[]) => {
      const found = goods.find((good) => good.isPublished && isIt(good));
      return found ? [found.id, found.title, found.minor] : null;
    };
    ways.push([handle, () => shown(handle), showing((good) => good.handle === handle)]);
    for (const id of this.#ids) ways.push([id, () => shown(id), showing((good) => good.id === id)]);
    const skus = [0, 1, 2].map((n) => `${this.#name}-sku-${n}`);
    for (const sku of skus) {
      const sold = async () => {
        const [found] = await reader.variants([sku], "USD");
        return found ? [found.productId, found.title, found.unitPrice.minor] : null;
      };
      ways.push([sku, sold, showing((good) => good.sku === sku)]);
    }
    const listed = async () => {
      const page = await reader.products(query({ category: this.#name, sort: "title" }), false);
      if (!page.ok) throw new Error(page.error.code);
      return page.value.items.map(({ id, title, priceFrom }) => [id, title, priceFrom.minor].join()).sort();
    };
    ways.push([
      "the list",
      listed,
      (goods) => goods.flatMap((one) => (one.isPublished ? [[one.id, one.title, one.minor].join()] : [])).sort(),
    ]);
    for (const [name, read, right] of ways) {
      const answer = await read();
      const allowed = this.truth.allowed(at, right).map((value) => JSON.stringify(value));
      expect(allowed, `${name} at ${at}, isolate ${isolate}`).toContain(JSON.stringify(answer));
    }
  }
}
