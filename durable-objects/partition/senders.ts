import type { Delivery } from "../../queues/envelope.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";
import type { Outgoing } from "./advance.ts";
import type { PartitionLog } from "./partition-log.ts";
import { Sender } from "./sender.ts";

/** The sender of each subscriber that had something to hear since the object woke. */
export class Senders {
  readonly #log: PartitionLog;
  readonly #queueOf: (subscriber: Subscriber) => Queue<Delivery>;
  readonly #senders = new Map<Subscriber, Sender>();

  constructor(log: PartitionLog, queueOf: (subscriber: Subscriber) => Queue<Delivery>) {
    this.#log = log;
    this.#queueOf = queueOf;
  }

  /** Never throws. */
  async send(outgoing: Outgoing): Promise<void> {
    await Promise.all([...outgoing].map(([subscriber, offsets]) => this.#sender(subscriber).send(offsets)));
  }

  #sender(subscriber: Subscriber): Sender {
    const known = this.#senders.get(subscriber);
    if (known) return known;
    const { store } = this.#log;
    const to = { subscriber, partition: store.partition(), queue: this.#queueOf(subscriber) };
    const sender = new Sender(to, store, (offsets) => this.#log.unsent(subscriber, offsets));
    this.#senders.set(subscriber, sender);
    return sender;
  }
}
