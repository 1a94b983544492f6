import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller, CommandMeta, CommonRefusal, Page, PageRequest } from "../../contracts/caller.ts";
import type { EventsApi } from "../../contracts/events.ts";
import type {
  HoldLine,
  HoldOutcome,
  InventoryAdminApi,
  InventoryApi,
  InventoryRefusal,
  Reassertion,
  StockChange,
  StockLevel,
  StockMovement,
} from "../../contracts/inventory.ts";
import type { Availability } from "../../domain/catalog/types.ts";
import { CHANGES_MAX } from "../../domain/inventory/types.ts";
import { assert } from "../../domain/kernel/assert.ts";
import type { OrderId, Sku } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { traced } from "../../domain/kernel/trace.ts";
import { stockLevels } from "../../queues/consumers/inventory/levels.ts";
import type { Delivery } from "../../queues/envelope.ts";
import { consume } from "../../queues/kernel/apply-once.ts";
import { isSystem, may } from "../kernel/access.ts";
import { database } from "../kernel/d1.ts";
import { Held } from "../kernel/held.ts";
import { rebuildBy, rebuildStatusFor } from "../kernel/rebuilding.ts";
import { adjustAll, levelsOf } from "./adjusting.ts";
import { commitAll, holdAll, releaseAll, restockAll } from "./holding.ts";
import { readCursor, writeCursor } from "./ledger-cursor.ts";
import { availabilityOf, readable } from "./queries.ts";
import { reassert } from "./reasserting.ts";
import type { RebuildObject } from "./rebuild.ts";
import { isSku, type Stocks, stockOf } from "./stocks.ts";

export { StockObject } from "../../durable-objects/stock.ts";
export { RebuildObject } from "./rebuild.ts";

export interface Env {
  STOCK: Stocks;
  REBUILD: DurableObjectNamespace<RebuildObject>;
  EVENTS: EventsApi;
  DB: D1Database;
}

const SKUS_MAX = 100;
/** A page that many look at is not read anew for each. Whoever buys asks the objects. */
const SHOWN_MS = 1_000;
const PAGES_SHOWN_MAX = 1_000;
const shown = new Held<Availability[]>(SHOWN_MS, PAGES_SHOWN_MAX);
const PAGE_MAX = 100;
/** Orders in one call of `reassert`. */
const REASSERT_MAX = 10;

/** Stock as the rest of the shop sees it. Only orders hold and sell; staff look; everybody may know what there is. */
export class InventoryService extends WorkerEntrypoint<Env> implements InventoryApi {
  static {
    traced(InventoryService);
  }

  async hold(caller: Caller, orderId: OrderId, lines: HoldLine[], until: number): Promise<HoldOutcome> {
    forOrders(caller);
    return holdAll(this.env.STOCK, orderId, lines, until);
  }

  async commit(caller: Caller, orderId: OrderId, lines: HoldLine[]) {
    forOrders(caller);
    return commitAll(this.env.STOCK, orderId, lines);
  }

  async release(caller: Caller, orderId: OrderId, skus: Sku[]): Promise<void> {
    forOrders(caller);
    await releaseAll(this.env.STOCK, orderId, skus);
  }

  async restock(caller: Caller, orderId: OrderId, restockId: string, lines: { sku: Sku; quantity: number }[]) {
    forOrders(caller);
    await restockAll(this.env.STOCK, { orderId, restockId }, lines);
  }

  async reassert(caller: Caller, orders: Reassertion[]) {
    forOrders(caller);
    assert(orders.length <= REASSERT_MAX, `at most ${REASSERT_MAX} orders`);
    const owed = [];
    for (const order of orders) owed.push(...(await reassert(this.env.STOCK, order)));
    return owed;
  }

  async availability(_caller: Caller, skus: Sku[]): Promise<Availability[]> {
    assert(skus.length <= SKUS_MAX, `at most ${SKUS_MAX} SKUs`);
    return shown.get(JSON.stringify(skus), () => availabilityOf(database(this.env.DB), skus));
  }

  async levels(caller: Caller, sku: Sku): Promise<Result<StockLevel[], CommonRefusal>> {
    if (!mayLook(caller)) return err({ code: "forbidden" });
    const shelves = isSku(sku) ? await stockOf(this.env.STOCK, sku).levels(sku) : null;
    return shelves ? ok(levelsOf(sku, shelves)) : err({ code: "not_found" });
  }

  async ledger(caller: Caller, sku: Sku, page: PageRequest): Promise<Result<Page<StockMovement>, CommonRefusal>> {
    if (!mayLook(caller)) return err({ code: "forbidden" });
    const after = readCursor(page.cursor);
    if (after === null) return err({ code: "parameter", errors: [{ path: "cursor", code: "parameter" }] });
    if (!Number.isInteger(page.limit) || page.limit < 1 || page.limit > PAGE_MAX) {
      return err({ code: "parameter", errors: [{ path: "limit", code: "range" }] });
    }
    if (!isSku(sku)) return err({ code: "not_found" });
    const { movements, next } = await stockOf(this.env.STOCK, sku).ledger(sku, after, page.limit);
    return ok({ items: movements, nextCursor: next && writeCursor(next) });
  }

  async ready(caller: Caller): Promise<void> {
    assert(caller.kind === "system", "only Workers ask whether a Worker is ready");
    await readable(database(this.env.DB));
  }
}

/** Bound only by the front door. */
export class InventoryAdmin extends WorkerEntrypoint<Env> implements InventoryAdminApi {
  static {
    traced(InventoryAdmin);
  }

  async adjust(
    caller: Caller,
    meta: CommandMeta,
    changes: StockChange[],
  ): Promise<Result<Result<StockLevel[], InventoryRefusal>[], CommonRefusal>> {
    if (!may(caller, "inventory:write") && !isSystem(caller, "seed")) return err({ code: "forbidden" });
    if (changes.length > CHANGES_MAX) return err({ code: "parameter", errors: [{ path: "", code: "too_many" }] });
    return ok(await adjustAll(this.env.STOCK, meta, changes));
  }

  rebuild(caller: Caller, meta: CommandMeta) {
    return rebuildBy(this.env.REBUILD, caller, meta);
  }

  rebuildStatus(caller: Caller) {
    return rebuildStatusFor(this.env.REBUILD, caller);
  }
}

export default {
  queue: (batch, env) =>
    consume(batch, { db: database(env.DB), subscriber: "inventory-levels", events: env.EVENTS }, stockLevels),
} satisfies ExportedHandler<Env, Delivery>;

function forOrders(caller: Caller): void {
  assert(isSystem(caller, "orders"), "only orders hold, sell and give back");
}

function mayLook(caller: Caller): boolean {
  return may(caller, "inventory:write") || may(caller, "orders:read");
}
