import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller, CommandMeta, CommonRefusal, Page } from "../../contracts/caller.ts";
import type {
  CatalogAdminApi,
  CatalogApi,
  CatalogRefusal,
  ImportOutcome,
  ProductQuery,
} from "../../contracts/catalog.ts";
import type { EventsApi } from "../../contracts/events.ts";
import type {
  CategoryNode,
  ProductDraft,
  ProductSummary,
  ProductView,
  SaleVariant,
} from "../../domain/catalog/types.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { ProductId, Sku } from "../../domain/kernel/ids.ts";
import { err, type Result } from "../../domain/kernel/result.ts";
import { traced } from "../../domain/kernel/trace.ts";
import { relayOf } from "../../durable-objects/relay.ts";
import { cacheProduct } from "../../queues/consumers/catalog/caches.ts";
import type { Delivery } from "../../queues/envelope.ts";
import { consumeCalls } from "../../queues/kernel/apply-once.ts";
import { isSystem, may } from "../kernel/access.ts";
import { outboxRows, pokeRelay, RELAY_NAME } from "../kernel/outbox.ts";
import { Reader } from "./reader.ts";
import { Writer } from "./writer.ts";

export interface Env {
  DB: D1Database;
  CACHE: KVNamespace;
  RELAY: DurableObjectNamespace<RelayObject>;
  EVENTS: EventsApi;
  ID_KEYS: string;
}

/** Carries what the catalogue says to the log. */
export class RelayObject extends relayOf<Env>("catalog", (env) => outboxRows(env.DB)) {}

/** The catalogue as anybody may read it. Drafts are for staff who write it. */
export class CatalogService extends WorkerEntrypoint<Env> implements CatalogApi {
  static {
    traced(CatalogService);
  }

  readonly #reader = new Reader(this.env, (work) => this.ctx.waitUntil(work));

  products(caller: Caller, query: ProductQuery): Promise<Result<Page<ProductSummary>, CommonRefusal>> {
    return this.#reader.products(query, mayWrite(caller));
  }

  product(caller: Caller, idOrHandle: string, currency: Currency): Promise<Result<ProductView, CommonRefusal>> {
    return this.#reader.product(idOrHandle, currency, mayWrite(caller));
  }

  variants(_caller: Caller, skus: Sku[], currency: Currency): Promise<(SaleVariant | null)[]> {
    return this.#reader.variants(skus, currency);
  }

  pricesNow(_caller: Caller, skus: Sku[], currency: Currency): Promise<(SaleVariant | null)[]> {
    return this.#reader.pricesNow(skus, currency);
  }

  soleSkus(_caller: Caller, productIds: ProductId[]): Promise<(Sku | null)[]> {
    return this.#reader.soleSkus(productIds);
  }

  categories(caller: Caller): Promise<CategoryNode[]> {
    return this.#reader.categories(mayWrite(caller));
  }

  ready(_caller: Caller): Promise<void> {
    return this.#reader.ready();
  }
}

/** Write access to the catalogue: staff with `catalog:write`, and the seed of a demo shop. */
export class CatalogAdmin extends WorkerEntrypoint<Env> implements CatalogAdminApi {
  static {
    traced(CatalogAdmin);
  }

  readonly #writer = new Writer(this.env, () => this.ctx.waitUntil(pokeRelay(relay(this.env), "catalog")));

  async create(caller: Caller, meta: CommandMeta, draft: ProductDraft): Promise<Result<ProductView, CatalogRefusal>> {
    return mayWrite(caller) ? this.#writer.create(meta, draft) : err({ code: "forbidden" });
  }

  async replace(
    caller: Caller,
    meta: CommandMeta,
    id: ProductId,
    draft: ProductDraft,
  ): Promise<Result<ProductView, CatalogRefusal>> {
    return mayWrite(caller) ? this.#writer.replace(meta, id, draft) : err({ code: "forbidden" });
  }

  async remove(caller: Caller, meta: CommandMeta, id: ProductId): Promise<Result<null, CatalogRefusal>> {
    return mayWrite(caller) ? this.#writer.remove(meta, id) : err({ code: "forbidden" });
  }

  async upsert(
    caller: Caller,
    meta: CommandMeta,
    drafts: ProductDraft[],
  ): Promise<Result<Result<{ id: ProductId; outcome: ImportOutcome }, CatalogRefusal>[], CommonRefusal>> {
    return mayWrite(caller) ? this.#writer.upsert(meta, drafts) : err({ code: "forbidden" });
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),

  async queue(batch, env) {
    const own = { subscriber: "catalog-caches", events: env.EVENTS } as const;
    await consumeCalls(batch, own, (envelope) => cacheProduct(env.CACHE, envelope));
  },

  async scheduled(_controller, env) {
    await relay(env).poke();
  },
} satisfies ExportedHandler<Env, Delivery>;

function relay(env: Env) {
  return env.RELAY.getByName(RELAY_NAME);
}

function mayWrite(caller: Caller): boolean {
  return may(caller, "catalog:write") || isSystem(caller, "seed");
}
