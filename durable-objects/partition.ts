import { DurableObject } from "cloudflare:workers";
import { causeOf, logProblem } from "../domain/kernel/log.ts";
import type { Delivery, Envelope } from "../queues/envelope.ts";
import type { StreamKind, Subscriber } from "../queues/subscriptions.ts";
import type { Logged } from "./partition/log-store.ts";
import { type Outgoing, PartitionLog } from "./partition/partition-log.ts";
import { Sender } from "./partition/sender.ts";

/** The queue of each subscriber: a new subscriber does not compile until it has one. */
const QUEUES = {
  "orders-lists": "ORDERS_LISTS",
  "inventory-levels": "INVENTORY_LEVELS",
  "shipping-orders": "SHIPPING_ORDERS",
  "orders-shipments": "ORDERS_SHIPMENTS",
  "search-index": "SEARCH_INDEX",
  "catalog-caches": "CATALOG_CACHES",
  "notifications-mails": "NOTIFICATIONS_MAILS",
} as const satisfies Record<Subscriber, string>;

export type PartitionEnv = { RESEND_AFTER_MS: string } & Record<(typeof QUEUES)[Subscriber], Queue<Delivery>>;

/** One partition of the event log. What it has taken is sent until it is acknowledged, however often that takes. */
export class PartitionObject extends DurableObject<PartitionEnv> {
  readonly #log = new PartitionLog(this.ctx.storage, Number(this.env.RESEND_AFTER_MS));
  readonly #senders = new Map<Subscriber, Sender>();

  append(partition: number, envelopes: Envelope[]): { gaps: string[] } {
    const { gaps, outgoing } = this.#log.append(partition, envelopes);
    this.ctx.waitUntil(this.#send(outgoing));
    return { gaps };
  }

  ack(subscriber: Subscriber, offsets: number[]): void {
    this.ctx.waitUntil(this.#send(this.#log.acknowledge(subscriber, offsets)));
  }

  read(afterOffset: number, kinds: StreamKind[]): { events: Logged[]; end: boolean } {
    return this.#log.read(afterOffset, kinds);
  }

  /** Never throws: the platform would give up on the alarm. */
  override async alarm(): Promise<void> {
    try {
      await this.#send(this.#log.resend());
    } catch (cause) {
      logProblem("resend failed", { cause: causeOf(cause) });
      await this.ctx.storage.setAlarm(Date.now() + Number(this.env.RESEND_AFTER_MS));
    }
  }

  async #send(outgoing: Outgoing): Promise<void> {
    await Promise.all([...outgoing].map(([subscriber, offsets]) => this.#sender(subscriber).send(offsets)));
  }

  #sender(subscriber: Subscriber): Sender {
    const known = this.#senders.get(subscriber);
    if (known) return known;
    const queue = this.env[QUEUES[subscriber]];
    const sender = new Sender({ subscriber, partition: this.#log.partition(), queue }, (offsets) =>
      this.#log.at(offsets),
    );
    this.#senders.set(subscriber, sender);
    return sender;
  }
}
