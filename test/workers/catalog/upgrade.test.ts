import { beforeAll, expect, test, vi } from "vitest";
import goods from "../../../d1/migrations/catalog/0001_goods.sql?raw";
import lists from "../../../d1/migrations/catalog/0002_lists.sql?raw";
import noWords from "../../../d1/migrations/catalog/0003_no_words.sql?raw";
import events from "../../../d1/migrations/catalog/0004_events.sql?raw";
import type { Envelope } from "../../../queues/envelope.ts";
import { readProductEvent } from "../../../queues/events/product.ts";
import { migrate as applyMigrations } from "../../support/migrate.ts";
import { draft, env, merchandiser, meta, migrate, variant } from "./support.ts";
import { log } from "./worker.ts";

const { BEFORE } = env as unknown as { BEFORE: D1Database };

beforeAll(migrate);

/** The rows of a product as they stand, put where nothing was ever told. */
async function copied(id: string): Promise<void> {
  const tables = [
    ["categories", "SELECT * FROM categories WHERE slug IN ('kitchen', 'kitchen--mugs') ORDER BY slug"],
    ["products", "SELECT * FROM products WHERE id = ?1"],
    ["variants", "SELECT v.* FROM variants v JOIN products p ON p.number = v.product WHERE p.id = ?1"],
    [
      "prices",
      "SELECT * FROM prices WHERE sku IN (SELECT v.sku FROM variants v JOIN products p ON p.number = v.product WHERE p.id = ?1)",
    ],
  ] as const;
  for (const [table, select] of tables) {
    const statement = env.DB.prepare(select);
    const { results } = await (select.includes("?1") ? statement.bind(id) : statement).all();
    for (const row of results) {
      const [columns, values] = [Object.keys(row), Object.values(row)];
      const insert = `INSERT OR IGNORE INTO ${table} (${columns.join()}) VALUES (${columns.map(() => "?").join()})`;
      await BEFORE.prepare(insert)
        .bind(...values)
        .run();
    }
  }
}

async function versions(handle: string, ...drafts: ReturnType<typeof draft>[]): Promise<string> {
  const made = await env.ADMIN.create(merchandiser, meta(), draft(handle));
  if (!made.ok) throw new Error(made.error.code);
  for (const each of drafts) await env.ADMIN.replace(merchandiser, meta(), made.value.id, each);
  const told = () => log.told.filter(({ stream }) => stream === `product/${made.value.id}`);
  await vi.waitFor(() => expect(told()).toHaveLength(1 + drafts.length));
  return made.value.id;
}

test("a shop from before there were events tells of every product as it stands, as a write would have", async () => {
  const rich = draft("old-rich", {
    options: ["Size", "Colour"],
    tags: ["a", "b"],
    media: [{ url: "https://example.org/a.webp", alt: 'A "mug"' }],
    description: "Line\nTwo \u00e4 \u{1F375}",
    variants: [
      variant("OLD-B", { options: ["S", "Blue"], prices: { USD: 1, EUR: 2 }, trackStock: false, backorder: true }),
      variant("OLD-A", { options: ["L", "Red"], prices: { USD: 3 } }),
    ],
  });
  const [listed, hidden] = [
    await versions("old-rich", draft("old-rich", { title: "Second" }), rich),
    await versions("old-draft", draft("old-draft", { status: "draft" })),
  ];
  await applyMigrations(BEFORE, goods, lists, noWords);
  await copied(listed);
  await copied(hidden);
  await applyMigrations(BEFORE, goods, lists, noWords, events);

  const { results } = await BEFORE.prepare("SELECT stream, seq, envelope FROM outbox ORDER BY position").all<{
    stream: string;
    seq: number;
    envelope: string;
  }>();
  const envelopes = results.map(({ envelope }) => JSON.parse(envelope) as Envelope);
  expect(envelopes.map(({ id, seq, type }) => [id, seq, type])).toEqual([
    [`product/${listed}/1`, 1, "ProductUnlisted"],
    [`product/${listed}/2`, 2, "ProductUnlisted"],
    [`product/${listed}/3`, 3, "ProductListed"],
    [`product/${hidden}/1`, 1, "ProductUnlisted"],
    [`product/${hidden}/2`, 2, "ProductUnlisted"],
  ]);
  expect(results.map(({ stream, seq }) => `${stream}/${seq}`)).toEqual(envelopes.map(({ id }) => id));
  for (const name of [`product/${listed}/3`, `product/${hidden}/2`]) {
    const [told, backfilled] = [log.told, envelopes].map((all) => all.find(({ id }) => id === name));
    if (told === undefined || backfilled === undefined) throw new Error(name);
    expect(readProductEvent(backfilled)).toEqual(readProductEvent(told));
    expect({ ...backfilled, causationId: "", correlationId: "" }).toMatchObject({
      stream: told.stream,
      version: 1,
      at: told.at,
    });
  }
});
