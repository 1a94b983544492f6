import type { Availability } from "../domain/catalog/types.ts";
import type { Movement } from "../domain/inventory/ledger.ts";
import type { OrderId, Sku } from "../domain/kernel/ids.ts";
import type { Result } from "../domain/kernel/result.ts";
import type { Caller, CommandMeta, CommonRefusal, Page, PageRequest } from "./caller.ts";
import type { RebuildApi } from "./rebuild.ts";

export type HoldLine = {
  sku: Sku;
  quantity: number;
  /** May be sold though none is left: what is missing is back-ordered. */
  backorder: boolean;
};
/** What is not there of what was asked for. */
export type Shortage = { sku: Sku; requested: number; available: number };
/** All lines are held, some perhaps back-ordered; or none is. */
export type HoldOutcome = Result<
  { backordered: { sku: Sku; quantity: number }[] },
  { code: "out_of_stock"; lines: Shortage[] }
>;

/** Pieces at one place. `available` is what is on hand and not held. */
export type StockLevel = { sku: Sku; location: string; onHand: number; held: number; available: number };
/** A line of the ledger: `seq` is the version of the SKU it made, `at` ISO 8601. */
export type StockMovement = Movement & { seq: number; at: string };
/** A count (`onHand`) or a difference (`delta`), at one place; the default place where none is named. */
export type StockChange = { sku: Sku; location?: string; reason: string } & ({ onHand: number } | { delta: number });

/** What an order's goods came to, said again after stock was set back to an earlier time. `until` in epoch ms, of a hold. */
export type Reassertion = {
  orderId: OrderId;
  lines: HoldLine[];
  holds: "held" | "committed" | "released" | "restocked";
  until: number;
};

export type InventoryRefusal = CommonRefusal | { code: "below_held"; sku: Sku; held: number };

/**
 * Stock, one object per SKU. `hold`, `commit`, `release` are idempotent by order id and SKU; a release that comes before
 * its hold wins (tombstone). All or nothing: when one line is refused, those already held are let go before the answer; the
 * same order may ask again, also after a fault.
 */
export interface InventoryApi {
  /** Lines with the same SKU are summed. A hold that lapsed is taken again, if it can be. `until` in epoch ms. */
  hold(caller: Caller, orderId: OrderId, lines: HoldLine[], until: number): Promise<HoldOutcome>;
  /** The goods are sold: held and on hand go down. A lapsed hold is taken again; what cannot be is back-ordered, never refused. */
  commit(
    caller: Caller,
    orderId: OrderId,
    lines: HoldLine[],
  ): Promise<{ backordered: { sku: Sku; quantity: number }[] }>;
  /** Frees what the order holds and bars it from holding again. */
  release(caller: Caller, orderId: OrderId, skus: Sku[]): Promise<void>;
  /** Puts sold goods back on the shelf, once per `restockId`. */
  restock(caller: Caller, orderId: OrderId, restockId: string, lines: { sku: Sku; quantity: number }[]): Promise<void>;
  /** Idempotent like what it says again. At most 10 orders; answers what each is owed, because it is not there (any more). */
  reassert(caller: Caller, orders: Reassertion[]): Promise<{ orderId: OrderId; sku: Sku; quantity: number }[]>;
  /** For lists and product pages: the read model, at most seconds old. One place per asked SKU. At most 100. */
  availability(caller: Caller, skus: Sku[]): Promise<Availability[]>;
  /** For one SKU, from its object: the truth. */
  levels(caller: Caller, sku: Sku): Promise<Result<StockLevel[], CommonRefusal>>;
  /** Every movement that led to the levels, oldest first. For staff with `inventory:write`. */
  ledger(caller: Caller, sku: Sku, page: PageRequest): Promise<Result<Page<StockMovement>, CommonRefusal>>;
  ready(caller: Caller): Promise<void>;
}

/** Write access: bound only by the gateway. */
export interface InventoryAdminApi extends RebuildApi {
  /** One result for each change, in order. At most 100. Asks for `inventory:write`. */
  adjust(
    caller: Caller,
    meta: CommandMeta,
    changes: StockChange[],
  ): Promise<Result<Result<StockLevel[], InventoryRefusal>[], CommonRefusal>>;
}
