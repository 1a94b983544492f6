import type { HoldLine, HoldOutcome, InventoryApi } from "../../../contracts/inventory.ts";
import { backorderedOf, type StockCommand, type StockState, stock } from "../../../domain/inventory/stock.ts";
import { fold } from "../../../domain/kernel/decider.ts";
import type { OrderId, Sku } from "../../../domain/kernel/ids.ts";

type StockBug = "release_before_hold" | null;

/** Inventory in memory: the production rules of one SKU each, all or nothing over several, as the Worker does it. */
export class FakeInventory implements Pick<InventoryApi, "hold" | "commit" | "release" | "restock"> {
  readonly states = new Map<Sku, StockState>();
  received = new Map<Sku, number>();
  readonly #now: () => number;
  readonly #bug: StockBug;

  constructor(now: () => number, bug: StockBug = null) {
    this.#now = now;
    this.#bug = bug;
  }

  receive(sku: Sku, quantity: number): void {
    this.received.set(sku, (this.received.get(sku) ?? 0) + quantity);
    this.#apply(sku, {
      type: "Adjust",
      location: "default",
      change: { delta: quantity },
      reason: "received",
      at: this.#now(),
    });
  }

  async hold(_caller: unknown, orderId: OrderId, lines: HoldLine[], until: number): Promise<HoldOutcome> {
    const short: { sku: Sku; requested: number; available: number }[] = [];
    const held: Sku[] = [];
    for (const { sku, quantity, backorder } of lines) {
      const error = this.#apply(sku, { type: "Hold", orderId, quantity, backorder, until, at: this.#now() });
      if (error === null) held.push(sku);
      else short.push({ sku, requested: quantity, available: error.code === "out_of_stock" ? error.available : 0 });
    }
    if (short.length === 0) return { ok: true, value: { backordered: [] } };
    for (const sku of held) this.#apply(sku, { type: "LetGo", orderId, at: this.#now() });
    return { ok: false, error: { code: "out_of_stock", lines: short } };
  }

  async commit(_caller: unknown, orderId: OrderId, lines: HoldLine[]) {
    const backordered: { sku: Sku; quantity: number }[] = [];
    for (const { sku, quantity } of lines) {
      this.#apply(sku, { type: "Commit", orderId, quantity, at: this.#now() });
      const missing = backorderedOf(this.state(sku), { orderId, quantity });
      if (missing > 0) backordered.push({ sku, quantity: missing });
    }
    return { backordered };
  }

  async release(_caller: unknown, orderId: OrderId, skus: Sku[]): Promise<void> {
    for (const sku of skus) {
      if (this.#bug === "release_before_hold" && !(orderId in this.state(sku).holds)) continue;
      this.#apply(sku, { type: "Release", orderId, at: this.#now() });
    }
  }

  async restock(
    _caller: unknown,
    orderId: OrderId,
    restockId: string,
    lines: { sku: Sku; quantity: number }[],
  ): Promise<void> {
    for (const { sku, quantity } of lines)
      this.#apply(sku, { type: "Restock", orderId, restockId, quantity, at: this.#now() });
  }

  state(sku: Sku): StockState {
    return this.states.get(sku) ?? stock.initial;
  }

  #apply(sku: Sku, command: StockCommand) {
    const decided = stock.decide(this.state(sku), command);
    if (!decided.ok) return decided.error;
    this.states.set(sku, fold(stock, decided.value, this.state(sku)));
    return null;
  }
}
