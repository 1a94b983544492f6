import type { CommandMeta } from "../../contracts/caller.ts";
import { present } from "../../domain/kernel/assert.ts";
import type { OrderId } from "../../domain/kernel/ids.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { following } from "../../domain/kernel/trace.ts";
import type { OrderCommand, OrderFailure, Outcome } from "../../domain/orders/commands.ts";
import { order } from "../../domain/orders/decide.ts";
import type { OrderEvent } from "../../domain/orders/events.ts";
import { next, type Step } from "../../domain/orders/next.ts";
import { publishedOf } from "../../domain/orders/published.ts";
import { stuckReason } from "../../domain/orders/retries.ts";
import type { Order } from "../../domain/orders/state.ts";
import { isAnswerable } from "../../domain/orders/view.ts";
import { perform } from "../effects/perform.ts";
import { CALLER } from "../effects/ports.ts";
import { EventLog, type Versioned } from "../kernel/event-log.ts";
import { Outbox } from "../kernel/outbox.ts";
import { Saga } from "../kernel/saga.ts";
import { Tables } from "../kernel/tables.ts";
import { Timers } from "../kernel/timers.ts";
import type { Answer, OrderObjectEnv, Placement } from "../order.ts";
import { CONTACTS_TABLE, type OrderContact, readContact, writeContact } from "./contacts.ts";
import { SHOPPERS_TABLE, Shoppers } from "./shoppers.ts";
import type { StuckReports } from "./stuck.ts";
import { TRACES_TABLE, Traces } from "./traces.ts";

/** Whoever placed the order drives it; the alarm takes over what that one had to leave. */
const DRIVE_AFTER_MS = 1_000;
const ANSWER_WITHIN_MS = 10_000;
/** A webhook's sender waits less long than a shopper. */
const POKE_WITHIN_MS = 2_000;

/** The orders that live in one object: their log, their timers and their sagas. */
export class OrderHome {
  readonly timers: Timers;
  readonly log: EventLog<Order, OrderCommand, OrderEvent, OrderFailure>;
  readonly shoppers: Shoppers;
  readonly #ctx: DurableObjectState;
  readonly #tables: Tables;
  readonly #env: OrderObjectEnv;
  readonly #outbox: Outbox;
  readonly #traces: Traces;
  readonly #stuck: StuckReports;
  readonly #saga: Saga<Order, Step, Outcome>;

  constructor(ctx: DurableObjectState, env: OrderObjectEnv, stuck: StuckReports) {
    const storage = ctx.storage;
    const tables = new Tables(storage, [CONTACTS_TABLE, SHOPPERS_TABLE, TRACES_TABLE]);
    this.#ctx = ctx;
    this.#tables = tables;
    this.#env = env;
    this.timers = new Timers(storage, tables);
    this.shoppers = new Shoppers(storage, tables);
    this.#traces = new Traces(storage, tables);
    this.#stuck = stuck;
    this.#outbox = new Outbox(storage, tables, this.timers);
    this.log = new EventLog({ storage, tables, outbox: this.#outbox }, order, {
      kind: "order",
      publish: publishedOf,
      read: (stored) => stored as OrderEvent,
    });
    this.#saga = new Saga({
      current: (id) => this.log.current(id).state,
      next: (state, poked) => next(state, Date.now(), poked).steps,
      run: (_id, step, state) => perform(env, present(state.terms, "terms"), step),
      settle: (id, outcomes) => this.#settle(id as OrderId, outcomes),
    });
  }

  async place(orderId: OrderId, meta: CommandMeta, { contact, ...placement }: Placement): Promise<Answer> {
    const placed = this.log.handle(orderId, { type: "Place", at: Date.now(), ...placement }, meta, (after) => {
      if (after.events.length > 0) {
        writeContact(this.#ctx.storage, orderId, contact);
        this.#traces.note(orderId, meta.traceparent);
      }
      this.#schedule(orderId, after.state);
    });
    if (!placed.ok) return placed;
    return { ok: true, value: await this.#join(orderId) };
  }

  contact(orderId: OrderId): OrderContact | null {
    return this.#tables.exist() ? readContact(this.#ctx.storage, orderId) : null;
  }

  async made(orderId: OrderId, meta: CommandMeta): Promise<Answer | null> {
    const repeated = this.log.repeated(orderId, meta);
    if (repeated && !repeated.ok) return repeated;
    if (this.log.current(orderId).version === 0) return null;
    return { ok: true, value: await this.#join(orderId) };
  }

  async #join(orderId: OrderId): Promise<Versioned<Order>> {
    await this.#saga.until(orderId, isAnswerable, ANSWER_WITHIN_MS);
    this.#relayLater(orderId);
    return this.log.current(orderId);
  }

  async command(
    orderId: OrderId,
    meta: CommandMeta,
    command: Exclude<OrderCommand, { type: "Settle" | "Place" }>,
  ): Promise<Answer> {
    const before = stuckReason(this.log.current(orderId).state);
    const handled = this.log.handle(orderId, command, meta, (after) => {
      this.#traces.note(orderId, meta.traceparent);
      this.#schedule(orderId, after.state);
      this.#reportLater(orderId, before, after.state);
    });
    if (!handled.ok) return handled;
    if (handled.value.repeated) return handled;
    await this.#saga.until(orderId, () => false, ANSWER_WITHIN_MS);
    this.#relayLater(orderId);
    return { ok: true, value: this.log.current(orderId) };
  }

  /** What follows from the provider's news belongs to the shopper's request, not to the provider's. */
  poke(orderId: OrderId, ref: string): Promise<boolean> {
    return following(this.#traces.of(orderId), () => this.#poked(orderId, ref));
  }

  async #poked(orderId: OrderId, ref: string): Promise<boolean> {
    const { attempts } = this.log.current(orderId).state;
    // Not ours, or not yet: an attempt whose answer is still on its way may turn out to be the one.
    const concerned = attempts.some((attempt) => attempt.ref === ref || attempt.status === "asked");
    if (!concerned) {
      logProblem("news of a payment that is not this order's", { orderId, ref });
      return true;
    }
    this.#ctx.waitUntil(this.#saga.drive(orderId, true).catch(noted));
    await this.#saga.until(orderId, () => false, POKE_WITHIN_MS);
    this.#relayLater(orderId);
    return this.log.current(orderId).state.attempts.every((attempt) => attempt.status !== "asked");
  }

  drive(orderId: OrderId): Promise<void> {
    return following(this.#traces.of(orderId), () => this.#driven(orderId));
  }

  /** Says of an order that it is stuck, or no longer is: as it is now, however late. */
  async report(orderId: OrderId): Promise<void> {
    const reason = stuckReason(this.log.current(orderId).state);
    if (reason === null) await this.#stuck.forget(orderId);
    else await this.#stuck.note(orderId, reason, Date.now());
  }

  async #driven(orderId: OrderId): Promise<void> {
    await this.#saga.drive(orderId);
    this.#schedule(orderId, this.log.current(orderId).state);
    // Its failure has a timer of its own: it must not put off this order's deadlines.
    await this.#outbox.drainLater((envelopes) => this.#env.EVENTS.append(CALLER, envelopes));
  }

  drain(): Promise<void> {
    return this.#outbox.drain((envelopes) => this.#env.EVENTS.append(CALLER, envelopes));
  }

  #settle(orderId: OrderId, outcomes: Outcome[]): void {
    const before = stuckReason(this.log.current(orderId).state);
    const settled = this.log.handle(orderId, { type: "Settle", at: Date.now(), outcomes }, null, (after) => {
      this.#schedule(orderId, after.state);
      this.#reportLater(orderId, before, after.state);
    });
    if (!settled.ok) throw new Error(`an outcome was refused: ${settled.error.code}`);
  }

  /** The order's one timer, moved within the commit that changed it: soon while there is something to do, else when there will be. */
  #schedule(orderId: OrderId, state: Order): void {
    const now = Date.now();
    const { steps, wakeAt } = next(state, now);
    if (steps.length > 0) this.timers.setNoLater(orderId, "drive", now + DRIVE_AFTER_MS);
    else if (wakeAt !== null) this.timers.set(orderId, "drive", wakeAt);
    else this.timers.clear(orderId, "drive");
  }

  /** After the answer, and only when it has changed: an order that goes well sets no such timer. */
  #reportLater(orderId: OrderId, before: string | null, after: Order): void {
    if (stuckReason(after) !== before) this.timers.setNoLater(orderId, "report", Date.now());
  }

  /** Last, when the saga rests: many orders' events in one call. */
  #relayLater(orderId: OrderId): void {
    const relay = this.#saga
      .drive(orderId)
      .then(() => this.#outbox.drainLater((envelopes) => this.#env.EVENTS.append(CALLER, envelopes)));
    this.#ctx.waitUntil(relay.catch(noted));
  }
}

/** A drive that fails after the answer: its timer takes it up again. */
function noted(cause: unknown): void {
  logProblem("order not driven to its end", { cause: causeOf(cause) });
}
