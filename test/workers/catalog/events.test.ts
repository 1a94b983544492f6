import { createScheduledController } from "cloudflare:test";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { readProductEvent } from "../../../queues/events/product.ts";
import { draft, env, guest, merchandiser, meta, migrate, put, variant } from "./support.ts";
import worker, { log } from "./worker.ts";

beforeAll(migrate);
afterEach(() => {
  log.isDown = false;
});

/** What the log was told of a product, read as its listeners read it. */
const toldOf = (id: string) => log.told.filter(({ stream }) => stream === `product/${id}`);
const waiting = async () => (await env.DB.prepare("SELECT stream, seq FROM outbox").all()).results;

async function created(...args: Parameters<typeof draft>) {
  const result = await env.ADMIN.create(merchandiser, meta(), draft(...args));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe("what the catalogue says", () => {
  test("is every version of a product, whole while it is for sale, in order and without gaps", async () => {
    const { id } = await created("said", { status: "draft" });
    await put(draft("said"));
    await env.ADMIN.replace(merchandiser, meta(), id, draft("said", { title: "Said again" }));
    await env.ADMIN.replace(merchandiser, meta(), id, draft("said", { title: "Said again" })); // Nothing new.
    await env.ADMIN.remove(merchandiser, meta(), id);
    await vi.waitFor(() => expect(toldOf(id)).toHaveLength(4));
    expect(toldOf(id).map(({ id: name, seq, type }) => [name, seq, type])).toEqual([
      [`product/${id}/1`, 1, "ProductUnlisted"],
      [`product/${id}/2`, 2, "ProductListed"],
      [`product/${id}/3`, 3, "ProductListed"],
      [`product/${id}/4`, 4, "ProductUnlisted"],
    ]);
    const versions = toldOf(id).map(readProductEvent);
    expect(versions.map(({ data }) => data.version)).toEqual([1, 2, 3, 4]);
    expect(versions[2]?.data).toMatchObject({
      productId: id,
      title: "Said again",
      categorySlug: "kitchen--mugs",
      variants: [{ sku: "SAID", prices: { USD: 1_900 }, trackStock: true }],
    });
  });

  test("goes on behind the log's last where the database was set back, as the page of operation has it", async () => {
    const { id } = await created("set-back");
    await vi.waitFor(() => expect(toldOf(id)).toHaveLength(1));
    // What it tells next, the log knows already as something else: five versions were lost.
    await env.DB.prepare("INSERT INTO outbox (stream, seq, envelope) VALUES (?, 2, '{}')").bind(`product/${id}`).run();
    await env.DB.batch([
      env.DB.prepare("UPDATE products SET version = 6 WHERE id = ?").bind(id),
      env.DB.prepare("DELETE FROM outbox WHERE stream = ?").bind(`product/${id}`),
    ]);
    await put(draft("set-back", { title: "Saved again" }));
    await vi.waitFor(() => expect(toldOf(id).map(({ seq }) => seq)).toEqual([1, 7]));
    expect(toldOf(id)[1]?.data).toMatchObject({ version: 7, title: "Saved again" });
  });

  test("of a new product has the number that the database gave it", async () => {
    const { id } = await created("numbered");
    await vi.waitFor(() => expect(toldOf(id)).toHaveLength(1));
    const number = await env.DB.prepare("SELECT number FROM products WHERE id = ?").bind(id).first("number");
    expect(toldOf(id)[0]?.data).toMatchObject({ number });
  });

  test("names its command, and the request it came of", async () => {
    const trace = "00-0af7651916cd43dd8448eb211c80319c";
    const traced = meta({ traceparent: `${trace}-b7ad6b7169203331-01` });
    const made = await env.ADMIN.create(merchandiser, traced, draft("traced"));
    if (!made.ok) throw new Error(made.error.code);
    await vi.waitFor(() => expect(toldOf(made.value.id)).toHaveLength(1));
    expect(toldOf(made.value.id)[0]).toMatchObject({
      causationId: traced.commandId,
      correlationId: "test",
      traceparent: expect.stringContaining(trace),
    });
  });

  test("of a write that is refused or changes nothing is nothing", async () => {
    const { id } = await created("silent");
    await env.ADMIN.create(merchandiser, meta(), draft("silent", { variants: [variant("LOUD")] }));
    await put(draft("silent"));
    await vi.waitFor(async () => expect(await waiting()).toEqual([]));
    expect(toldOf(id)).toHaveLength(1);
  });

  test("of a product replaced by many at once has every version once", async () => {
    const { id } = await created("rushed");
    const change = (n: number) => draft("rushed", { title: `Rushed ${n}` });
    await Promise.all(Array.from({ length: 5 }, (_, n) => env.ADMIN.replace(merchandiser, meta(), id, change(n))));
    const now = await env.CATALOG.product(guest, id, "USD");
    if (!now.ok) throw new Error(now.error.code);
    await vi.waitFor(() => expect(toldOf(id)).toHaveLength(now.value.version));
    expect(toldOf(id).map(({ seq }) => seq)).toEqual(Array.from({ length: now.value.version }, (_, n) => n + 1));
    expect(toldOf(id).at(-1)?.data).toMatchObject({ title: now.value.title });
  });

  test("does not wait for the log, and reaches it when it is back", async () => {
    log.isDown = true;
    const { id } = await created("patient");
    await put(draft("patient", { title: "Patient" }));
    expect(await waiting()).toHaveLength(2);
    log.isDown = false;
    await vi.waitFor(() => expect(toldOf(id)).toHaveLength(2), { timeout: 5_000 });
    await vi.waitFor(async () => expect(await waiting()).toEqual([]));
  });

  test("is carried by the cron, should all pokes have been lost", async () => {
    await env.DB.prepare("INSERT INTO outbox (stream, seq, envelope) VALUES ('product/lost', 1, ?)")
      .bind(JSON.stringify({ id: "product/lost/1", stream: "product/lost", seq: 1 }))
      .run();
    await worker.scheduled(createScheduledController(), env);
    expect(await waiting()).toEqual([]);
  });
});
