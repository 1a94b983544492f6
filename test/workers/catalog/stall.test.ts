import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { created, open } from "./opened.ts";
import { draft, env, merchandiser, meta, migrate, put, query, variant } from "./support.ts";

beforeAll(migrate);
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});

const refused = { name: "TimedOut" };

test("fault 39: the database stalls for 30 s: memory is shown, at most a minute old, and what it has not is refused soon", async () => {
  const id = await created("stalled");
  await put(draft("unread", { variants: [variant("UNREAD")] }));
  const [{ clock, db, reader, shown }, cold] = [open(), open()];
  const list = () => reader.products(query({ category: "kitchen" }), false);
  const sold = async () => (await reader.variants(["STALLED"], "USD"))[0]?.unitPrice.minor;
  const before = [await shown("stalled"), await list(), await sold()];
  expect(before).toMatchObject(["Mug stalled", { ok: true }, 1_900]);

  let end = () => {};
  db.stall = cold.db.stall = new Promise((resolve) => (end = resolve));
  db.asked();
  clock.now += 5_000;
  expect(await shown("stalled")).toBe("Mug stalled");
  expect(db.asked()).toHaveLength(1);
  expect([await shown("stalled"), await list(), await sold()]).toEqual(before);
  expect(db.asked()).toEqual([]);
  await Promise.all([
    expect(shown("unread")).rejects.toMatchObject(refused),
    expect(reader.variants(["STALLED", "UNREAD"], "USD")).rejects.toMatchObject(refused),
    expect(cold.shown("stalled")).rejects.toMatchObject(refused),
  ]);
  await expect(cold.shown("stalled")).rejects.toMatchObject(refused);

  clock.now += 25_000;
  expect([await shown("stalled"), await list(), await sold()]).toEqual(before);
  clock.now += 30_000;
  await expect(shown("stalled")).rejects.toMatchObject(refused);

  end();
  db.stall = cold.db.stall = null;
  await env.ADMIN.replace(merchandiser, meta(), id, draft("stalled", { title: "After the stall" }));
  clock.now += 1_000;
  cold.clock.now += 1_000;
  expect([await shown("stalled"), await cold.shown("stalled")]).toEqual(["After the stall", "After the stall"]);
}, 30_000);

test("a price is asked of the database, whatever memory has", async () => {
  await put(draft("truth", { variants: [variant("TRUTH")] }));
  const { db, reader } = open();
  await reader.variants(["TRUTH"], "USD");
  await put(draft("truth", { variants: [variant("TRUTH", { prices: { USD: 5 } })] }));
  db.asked();
  const [[shown], [now]] = [await reader.variants(["TRUTH"], "USD"), await reader.pricesNow(["TRUTH"], "USD")];
  expect([shown?.unitPrice.minor, now?.unitPrice.minor, db.asked().length]).toEqual([1_900, 5, 1]);
});
