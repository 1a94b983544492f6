import { present } from "../../../domain/kernel/assert.ts";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import type { OrderCommand, OrderFailure, Outcome } from "../../../domain/orders/commands.ts";
import { order } from "../../../domain/orders/decide.ts";
import type { OrderEvent } from "../../../domain/orders/events.ts";
import { next, type Step } from "../../../domain/orders/next.ts";
import { publishedOf } from "../../../domain/orders/published.ts";
import type { Order } from "../../../domain/orders/state.ts";
import { perform } from "../../../durable-objects/effects/perform.ts";
import type { SalePorts } from "../../../durable-objects/effects/ports.ts";
import { FakeCarts } from "./bags.ts";
import { type Bug, forgotten, stepsWith } from "./bugs.ts";
import { Faults } from "./faults.ts";
import { FakeLog, type Message } from "./log.ts";
import { FakeProvider } from "./provider.ts";
import { Random } from "./random.ts";
import { Scheduler } from "./scheduler.ts";
import { FakeInventory } from "./shelves.ts";

const DRIVE_AFTER_MS = 1_000;
const TIME_OUT_MS = 10_000;
const LATEST_MS = 40_000;

type Kept = { id: OrderId; state: Order; timerAt: number | null; outbox: Message[]; published: number };
type Turn = { epoch: number; state: Order; open: number; outcomes: Outcome[] };

/** A shop under one scheduler: the production rules of orders and stock, with everything around them able to fail. */
export class SimulatedShop {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly provider: FakeProvider;
  readonly inventory: FakeInventory;
  readonly log: FakeLog;
  readonly orders = new Map<OrderId, Kept>();
  readonly carts: FakeCarts;
  readonly bug: Bug | null;
  #epoch = 0;
  #driving = new Set<OrderId>();
  #poked = new Set<OrderId>();

  constructor(seed: number, bug: Bug | null = null) {
    this.bug = bug;
    this.random = new Random(seed);
    this.scheduler = new Scheduler(this.random);
    this.faults = new Faults(this.random);
    const now = () => this.scheduler.now;
    this.provider = new FakeProvider(now, bug !== "no_provider_keys");
    this.inventory = new FakeInventory(now, bug === "release_before_hold" ? bug : null, this.faults);
    this.carts = new FakeCarts(this.scheduler, bug);
    this.log = new FakeLog(this);
  }

  state(id: OrderId): Order {
    return this.orders.get(id)?.state ?? order.initial;
  }

  /** Decides and commits: events, outbox and timer in one. */
  handle(id: OrderId, command: OrderCommand, upon: Order = this.state(id)): OrderFailure | null {
    const decided = order.decide(upon, command);
    if (!decided.ok) return decided.error;
    const events = forgotten(this.bug, upon, decided.value, command.at);
    const kept = this.orders.get(id) ?? { id, state: order.initial, timerAt: null, outbox: [], published: 0 };
    this.orders.set(id, kept);
    for (const event of events) this.#append(kept, event);
    this.#schedule(kept);
    return null;
  }

  #append(kept: Kept, event: OrderEvent): void {
    kept.state = order.evolve(kept.state, event);
    this.scheduler.note(`  ${name(kept.id)} ${event.type}`);
    const published = publishedOf(event, kept.state);
    if (published) kept.outbox.push({ stream: `order/${kept.id}`, seq: ++kept.published, ...published });
  }

  #schedule(kept: Kept): void {
    const { steps, wakeAt } = next(this.state(kept.id), this.scheduler.now);
    const due = steps.length > 0 || kept.outbox.length > 0 ? this.scheduler.now + DRIVE_AFTER_MS : wakeAt;
    if (due === null || due === kept.timerAt) {
      kept.timerAt = due;
      return;
    }
    kept.timerAt = due;
    this.scheduler.after(due - this.scheduler.now, `${name(kept.id)} alarm`, () => {
      if (kept.timerAt !== due) return;
      kept.timerAt = null;
      this.drive(kept.id);
      this.#schedule(kept);
    });
  }

  /** Takes turns until there is nothing to do now. Single flight: who comes second only makes it look again. */
  drive(id: OrderId, poked = false): void {
    if (poked) this.#poked.add(id);
    if (this.#driving.has(id)) return;
    const state = this.state(id);
    const steps = stepsWith(this.bug, state, this.scheduler.now, this.#poked.delete(id));
    if (steps.length === 0) {
      this.#relay(present(this.orders.get(id), id));
      return;
    }
    this.#driving.add(id);
    const turn: Turn = { epoch: this.#epoch, state, open: steps.length, outcomes: [] };
    for (const step of steps) this.#ask(id, turn, step);
  }

  /** One request into the world: it may be lost, late, doubled; so may its answer be lost. */
  #ask(id: OrderId, turn: Turn, step: Step): void {
    const { scheduler, faults, random } = this;
    const label = `${name(id)} ${step.effect.type}`;
    const terms = present(turn.state.terms, "terms");
    const lost: Outcome = { type: "unsettled", step: step.step, cause: "time-out" };
    const answer = (outcome: Outcome, ms: number) =>
      scheduler.after(ms, `${label} answered ${outcome.type}`, () => this.#answered(id, turn, outcome));
    const arrive = async (heard: boolean) => {
      const key = "key" in step.effect ? step.effect.key : null;
      if (key && faults.strikes("stored_failure")) this.provider.failFor(key);
      const outcome = await perform(this.#ports(), terms, step);
      if (heard) answer(faults.strikes("answer_lost") ? lost : outcome, random.between(1, 300));
      if (random.chance(0.7)) this.#webhooks(id);
    };
    if (faults.strikes("request_lost")) {
      answer(lost, TIME_OUT_MS);
      return;
    }
    if (faults.strikes("request_late")) {
      answer(lost, TIME_OUT_MS);
      scheduler.after(random.between(TIME_OUT_MS, LATEST_MS), `${label} arrives late`, () => arrive(false));
      return;
    }
    scheduler.after(random.between(1, 200), `${label} arrives`, () => arrive(true));
    if (faults.strikes("request_twice"))
      scheduler.after(random.between(100, LATEST_MS), `${label} arrives again`, () => arrive(false));
  }

  #answered(id: OrderId, turn: Turn, outcome: Outcome): void {
    if (turn.epoch !== this.#epoch) return;
    turn.outcomes.push(outcome);
    turn.open -= 1;
    if (turn.open > 0) return;
    this.#driving.delete(id);
    const upon = this.bug === "stale_outcome" ? turn.state : this.state(id);
    this.handle(id, { type: "Settle", at: this.scheduler.now, outcomes: turn.outcomes }, upon);
    if (this.faults.strikes("crash")) this.crash();
    else this.drive(id);
  }

  /** The process dies: what was in flight is forgotten, what was committed and the timers are not. */
  crash(): void {
    this.scheduler.note("CRASH");
    this.#epoch += 1;
    this.#driving.clear();
    this.#poked.clear();
  }

  #relay(kept: Kept): void {
    const { scheduler, faults } = this;
    for (const message of [...kept.outbox]) {
      if (faults.strikes("send_lost")) {
        if (this.bug === "outbox_dropped") kept.outbox.shift();
        break;
      }
      if (!this.log.append(message)) break;
      if (faults.strikes("ack_lost")) break;
      kept.outbox.shift();
    }
    if (kept.outbox.length > 0) scheduler.after(DRIVE_AFTER_MS, `${name(kept.id)} relay`, () => this.#relay(kept));
  }

  #webhooks(id: OrderId): void {
    const { scheduler, faults, random } = this;
    if (faults.strikes("webhook_lost")) return;
    const late = faults.strikes("webhook_late") ? 60_000 : 500;
    const times = faults.strikes("webhook_twice") ? 2 : 1;
    for (let n = 0; n < times; n++)
      scheduler.after(random.between(1, late), `${name(id)} webhook`, () => this.drive(id, true));
  }

  #ports(): SalePorts {
    return { PAYMENTS: this.provider, INVENTORY: this.inventory, CART: this.carts };
  }
}

/** Short in a trace. */
export function name(id: string): string {
  return id.slice(0, 8);
}
