import { DurableObject } from "cloudflare:workers";
import type { CommandMeta } from "../contracts/caller.ts";
import type { EventsApi } from "../contracts/events.ts";
import { movementsOf } from "../domain/inventory/ledger.ts";
import { shelvesAt } from "../domain/inventory/shelves.ts";
import { backorderedOf } from "../domain/inventory/stock.ts";
import type {
  Shelf,
  StockCommand,
  StockEvent,
  StockRefusal,
  StockState,
  UndatedStockCommand,
} from "../domain/inventory/types.ts";
import type { Sku } from "../domain/kernel/ids.ts";
import { ok, type Result } from "../domain/kernel/result.ts";
import { type Traced, traced } from "../domain/kernel/trace.ts";
import { EventLog } from "./kernel/event-log.ts";
import { OUTBOX_TIMER, Outbox } from "./kernel/outbox.ts";
import { Tables } from "./kernel/tables.ts";
import { Timers } from "./kernel/timers.ts";
import { appendTo } from "./stock/append.ts";
import { EXPIRY_TIMER, wakeForExpiry } from "./stock/expiry.ts";
import { type LedgerPage, type LedgerPlace, ledgerPage } from "./stock/ledger-page.ts";
import { LEVEL_TABLES, writeLevels } from "./stock/levels.ts";
import { MEMORY_TABLES, Memory, remembering } from "./stock/memory.ts";
import { publishedOf } from "./stock/published.ts";
import { Relay } from "./stock/relay.ts";

export type StockObjectEnv = { EVENTS: EventsApi };
export type StockObjectRefusal = StockRefusal | { code: "idempotency_mismatch" };
/** `backordered`: of the order that the command was about. `taken`: a hold that did not stand before. */
export type StockAnswer = { shelves: Shelf[]; backordered: number; taken: boolean };

/** The home of one SKU, and named by it: all its places, holds and movements, one command at a time. */
export class StockObject extends DurableObject<StockObjectEnv> {
  static {
    traced(StockObject);
  }

  readonly #tables = new Tables(this.ctx.storage, [...LEVEL_TABLES, ...MEMORY_TABLES]);
  readonly #timers = new Timers(this.ctx.storage, this.#tables);
  readonly #outbox = new Outbox(this.ctx.storage, this.#tables, this.#timers);
  readonly #memory = new Memory(this.ctx.storage, this.#tables);
  readonly #log = new EventLog<StockState, StockCommand, StockEvent, StockRefusal>(
    { storage: this.ctx.storage, tables: this.#tables, outbox: this.#outbox },
    remembering(this.#memory),
    { kind: "stock", publish: publishedOf, read: (stored) => stored as StockEvent },
  );
  readonly #append = appendTo(() => this.env.EVENTS, this.#outbox);
  readonly #relay = new Relay(() => this.#outbox.drainLater(this.#append));

  /** Decides and commits. With `meta` a repeat is known by its id; without, by what the command means, and `_trace` says whose it is. */
  handle(
    sku: Sku,
    undated: UndatedStockCommand,
    meta: CommandMeta | null,
    _trace?: Traced,
  ): Result<StockAnswer, StockObjectRefusal> {
    const command = { ...undated, at: Date.now() } as StockCommand;
    const handled = this.#log.handle(sku, command, meta, ({ state, events }) => {
      writeLevels(this.ctx.storage.sql, state.shelves, events.flatMap(movementsOf));
      this.#memory.note(events, command.at);
      wakeForExpiry(this.#timers, sku, state, command);
    });
    if (!handled.ok) return handled;
    if (handled.value.events.length > 0) this.ctx.waitUntil(this.#relay.soon());
    const state = this.#memory.about(handled.value.state, command);
    const taken = handled.value.events.some((event) => event.type === "HoldTaken");
    return ok({
      shelves: state.shelves,
      backordered: "quantity" in command ? backorderedOf(state, command) : 0,
      taken,
    });
  }

  /** What is where, as of now; null where nothing ever was. */
  levels(sku: Sku): Shelf[] | null {
    const { state, version } = this.#log.current(sku);
    return version === 0 ? null : shelvesAt(state, Date.now());
  }

  ledger(sku: Sku, after: LedgerPlace, limit: number): LedgerPage {
    return ledgerPage((seq, events) => this.#log.events(sku, seq, events), after, limit);
  }

  override alarm(info?: AlarmInvocationInfo): Promise<void> {
    return this.#timers.run(
      {
        [OUTBOX_TIMER]: () => this.#outbox.drain(this.#append),
        [EXPIRY_TIMER]: async (sku) => void this.handle(sku, { type: "Expire" }, null),
      },
      info,
    );
  }
}
