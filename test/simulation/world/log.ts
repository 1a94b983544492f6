import { readOrderEvent } from "../../../queues/events/order.ts";
import type { Faults } from "./faults.ts";
import type { Random } from "./random.ts";
import type { Scheduler } from "./scheduler.ts";

export type Message = { stream: string; seq: number; type: string; version: number; data: unknown };
export type Listed = { status: string; paid: boolean; refundedMinor: number };

const RESEND_MS = 5_000;

/** The event log, its queue and one subscriber, as the production ones behave: repeats ignored, gaps refused, all sent until acknowledged. */
export class FakeLog {
  readonly #streams = new Map<string, Message[]>();
  readonly list = new Map<string, Listed>();
  readonly applied = new Map<string, number>();
  readonly #own: { scheduler: Scheduler; faults: Faults; random: Random };

  constructor(own: { scheduler: Scheduler; faults: Faults; random: Random }) {
    this.#own = own;
  }

  /** False when an earlier event of the stream is missing. */
  append(message: Message): boolean {
    const stream = this.#streams.get(message.stream) ?? [];
    if (message.seq <= stream.length) return true;
    if (message.seq > stream.length + 1) return false;
    this.#streams.set(message.stream, [...stream, message]);
    this.#send(message);
    return true;
  }

  events(stream: string): Message[] {
    return this.#streams.get(stream) ?? [];
  }

  #send(message: Message): void {
    const { scheduler, faults, random } = this.#own;
    const label = `${message.stream}/${message.seq} ${message.type}`;
    const deliver = (delay: number) => scheduler.after(delay, `${label} delivered`, () => this.#apply(message));
    if (!faults.strikes("delivery_lost")) deliver(random.between(10, 1500));
    if (faults.strikes("delivery_twice")) deliver(random.between(10, 8000));
    scheduler.after(RESEND_MS, `${label} resend?`, () => {
      if ((this.applied.get(message.stream) ?? 0) < message.seq) this.#send(message);
    });
  }

  #apply(message: Message): void {
    const applied = this.applied.get(message.stream) ?? 0;
    if (message.seq !== applied + 1) return;
    this.applied.set(message.stream, message.seq);
    const before = this.list.get(message.stream) ?? { status: "none", paid: false, refundedMinor: 0 };
    this.list.set(message.stream, projected(before, message));
  }
}

/** The subscriber's rule, small enough to be compared with: what a list would show. */
export function projected(before: Listed, message: Message): Listed {
  const event = readOrderEvent(message);
  switch (event.type) {
    case "OrderConfirmed":
      return { ...before, status: "confirmed" };
    case "OrderPaid":
      return { ...before, paid: true };
    case "OrderRefunded":
      return { ...before, refundedMinor: event.data.refundedMinor };
    case "OrderCancelled":
      return { ...before, status: "cancelled" };
    case "OrderFulfilled":
      return { ...before, status: "fulfilled" };
    case "OrderDelivered":
      return { ...before, status: "delivered" };
    default:
      return before;
  }
}
