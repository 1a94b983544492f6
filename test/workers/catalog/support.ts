import { env as bindings } from "cloudflare:workers";
import type { Caller, CommandMeta } from "../../../contracts/caller.ts";
import type { CatalogAdminApi, CatalogApi, ProductQuery } from "../../../contracts/catalog.ts";
import goods from "../../../d1/migrations/catalog/0001_goods.sql?raw";
import lists from "../../../d1/migrations/catalog/0002_lists.sql?raw";
import noWords from "../../../d1/migrations/catalog/0003_no_words.sql?raw";
import events from "../../../d1/migrations/catalog/0004_events.sql?raw";
import type { ProductDraft, VariantDraft } from "../../../domain/catalog/types.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import type { Env } from "../../../workers/catalog/index.ts";
import { migrate as applyMigrations } from "../../support/migrate.ts";

export const env = bindings as unknown as Env & { CATALOG: CatalogApi; ADMIN: CatalogAdminApi };

export const guest: Caller = { kind: "guest", tokens: {} };
export const merchandiser: Caller = {
  kind: "staff",
  userId: "usr_1" as UserId,
  permissions: ["catalog:write"],
  tokens: {},
};

/** The tables, once per project: tests share one database and differ by handles, SKUs and currencies. */
export async function migrate(): Promise<void> {
  await applyMigrations(env.DB, goods, lists, noWords, events);
}

let commands = 0;
export function meta(over: Partial<CommandMeta> = {}): CommandMeta {
  commands += 1;
  return { commandId: `command-${commands}`, bodyHash: "hash", correlationId: "test", ...over };
}

export function variant(sku: string, over: Partial<VariantDraft> = {}): VariantDraft {
  return {
    sku,
    options: [],
    prices: { USD: 1_900 },
    taxClass: "standard",
    weightGrams: 350,
    trackStock: true,
    backorder: false,
    ...over,
  };
}

export function draft(handle: string, over: Partial<ProductDraft> = {}): ProductDraft {
  return {
    handle,
    title: `Mug ${handle}`,
    description: "A mug. It holds coffee.",
    status: "published",
    category: ["Kitchen", "Mugs"],
    tags: ["mug"],
    options: [],
    variants: [variant(handle.toUpperCase())],
    media: [],
    ...over,
  };
}

export function query(over: Partial<ProductQuery> = {}): ProductQuery {
  return { currency: "USD", sort: "newest", limit: 100, ...over };
}

/** Takes goods in, or fails the test. */
export async function put(...drafts: ProductDraft[]): Promise<void> {
  const result = await env.ADMIN.upsert(merchandiser, meta(), drafts);
  if (!result.ok || result.value.some((one) => !one.ok)) throw new Error(JSON.stringify(result));
}
