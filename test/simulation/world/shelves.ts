import type { HoldLine, HoldOutcome, InventoryApi } from "../../../contracts/inventory.ts";
import { backorderedOf, type StockCommand, type StockState, stock } from "../../../domain/inventory/stock.ts";
import type { UndatedStockCommand } from "../../../domain/inventory/types.ts";
import { fold } from "../../../domain/kernel/decider.ts";
import type { OrderId, Sku } from "../../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../../domain/kernel/result.ts";
import type { StockAnswer, StockObjectRefusal } from "../../../durable-objects/stock.ts";
import { commitAll, holdAll, releaseAll, restockAll } from "../../../workers/inventory/holding.ts";
import type { Stocks } from "../../../workers/inventory/stocks.ts";
import type { Faults } from "./faults.ts";

type StockBug = "release_before_hold" | null;
const NO_FAULTS: Pick<Faults, "strikes"> = { strikes: () => false };

/** Inventory in memory: the production rules of one SKU, and of many; single SKUs may be out of reach, or their answers lost. */
export class FakeInventory implements Pick<InventoryApi, "hold" | "commit" | "release" | "restock"> {
  readonly states = new Map<Sku, StockState>();
  received = new Map<Sku, number>();
  readonly #now: () => number;
  readonly #bug: StockBug;
  readonly #faults: Pick<Faults, "strikes">;
  readonly #stocks: Stocks;

  constructor(now: () => number, bug: StockBug = null, faults = NO_FAULTS) {
    this.#now = now;
    this.#bug = bug;
    this.#faults = faults;
    const handle = async (sku: Sku, command: UndatedStockCommand) => this.#reached(sku, command);
    this.#stocks = { getByName: () => ({ handle }) } as unknown as Stocks;
  }

  receive(sku: Sku, quantity: number): void {
    this.received.set(sku, (this.received.get(sku) ?? 0) + quantity);
    const change = { delta: quantity };
    this.#apply(sku, { type: "Adjust", location: "default", change, reason: "received", at: this.#now() });
  }

  hold(_caller: unknown, orderId: OrderId, lines: HoldLine[], until: number): Promise<HoldOutcome> {
    return holdAll(this.#stocks, orderId, lines, until);
  }

  commit(_caller: unknown, orderId: OrderId, lines: HoldLine[]) {
    return commitAll(this.#stocks, orderId, lines);
  }

  release(_caller: unknown, orderId: OrderId, skus: Sku[]): Promise<void> {
    return releaseAll(this.#stocks, orderId, skus);
  }

  restock(_caller: unknown, orderId: OrderId, restockId: string, lines: { sku: Sku; quantity: number }[]) {
    return restockAll(this.#stocks, { orderId, restockId }, lines);
  }

  state(sku: Sku): StockState {
    return this.states.get(sku) ?? stock.initial;
  }

  #reached(sku: Sku, undated: UndatedStockCommand): Result<StockAnswer, StockObjectRefusal> {
    const mayFail = undated.type !== "LetGo";
    if (mayFail && this.#faults.strikes("stock_unreached")) throw new Error("overloaded");
    const answer = this.#apply(sku, { ...undated, at: this.#now() } as StockCommand);
    if (mayFail && this.#faults.strikes("stock_unheard")) throw new Error("Network connection lost.");
    return answer;
  }

  #apply(sku: Sku, command: StockCommand): Result<StockAnswer, StockObjectRefusal> {
    const decided = stock.decide(this.state(sku), command);
    if (!decided.ok) return err(decided.error);
    const state = fold(stock, decided.value, this.state(sku));
    this.states.set(sku, state);
    if (this.#bug === "release_before_hold" && command.type === "Release") {
      const { [command.orderId]: _forgotten, ...settled } = state.settled;
      this.states.set(sku, { ...state, settled });
    }
    const backordered = "quantity" in command ? backorderedOf(state, command) : 0;
    const taken = decided.value.some((event) => event.type === "HoldTaken");
    return ok({ shelves: state.shelves, backordered, taken });
  }
}
