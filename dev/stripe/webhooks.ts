import type { Books } from "./books.ts";
import { deliver } from "./delivery.ts";
import { matches } from "./lists.ts";
import type { Change, StoredEvent } from "./records.ts";
import { eventView } from "./views.ts";

export const WEBHOOK_MODES = ["normal", "duplicate", "late", "reorder", "drop", "before_answer"] as const;
export type WebhookMode = (typeof WEBHOOK_MODES)[number];

/** What a shop's endpoint subscribes to, in Stripe's own terms. */
const DEFAULT_EVENTS = ["payment_intent.*", "charge.refunded", "charge.expired", "refund.*"];

const IN_FLIGHT_MAX = 4;
const ATTEMPTS_MAX = 16;
const BACKOFF_MS = 1_000;
const BACKOFF_MAX_MS = 60_000;
const REORDER_MS = 300;
const LATE_MS = 5_000;

/** Deliveries of one lane go one after the other, so that only what is scripted comes out of order. */
type Delivery = { eventId: string; lane: string; attempt: number; at: number };

/** Delivers events, signed as Stripe signs them, again and again until they are taken. */
export class Webhooks {
  mode: WebhookMode = "normal";
  lateMs = LATE_MS;
  enabledEvents: readonly string[] = DEFAULT_EVENTS;
  readonly #books: Books;
  readonly #url: string;
  readonly #secret: string;
  #waiting: Delivery[] = [];
  readonly #busy = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(books: Books, url: string, secret: string) {
    this.#books = books;
    this.#url = url;
    this.#secret = secret;
    if (url !== "") for (const { id } of books.table("undelivered").all()) this.#enqueue(id, Date.now());
  }

  /** To be committed with the events themselves, so that none is forgotten by a kill. */
  pendingOf(events: readonly StoredEvent[]): Change[] {
    return this.#subscribed(events).map((event) => ({ table: "undelivered", row: { id: event.id } }));
  }

  /** Sends what was committed, in the way that is set. Awaits only where the webhook is to overtake the answer. */
  async announce(events: readonly StoredEvent[]): Promise<void> {
    const ids = this.#subscribed(events).map((event) => event.id);
    const now = Date.now();
    switch (this.mode) {
      case "drop":
        this.#books.commit(ids.map((id) => ({ table: "undelivered", drop: id })));
        return;
      case "before_answer":
        for (const id of ids) await this.#deliver(this.#delivery(id, now));
        return;
      case "late":
        for (const id of ids) this.#enqueue(id, now + this.lateMs);
        return;
      case "reorder":
        // Each a little earlier than the one before it.
        for (const [index, id] of ids.entries()) this.#enqueue(id, now + REORDER_MS - index);
        return;
      case "duplicate":
        for (const id of ids) this.#enqueue(id, now);
        // At once with the first, not after it.
        for (const id of ids) this.#enqueue(id, now, "again/");
        return;
      case "normal":
        for (const id of ids) this.#enqueue(id, now);
    }
  }

  /** Sends everything that waits, at once; answers when each has been tried. */
  async flush(): Promise<{ delivered: number; left: number }> {
    const lanes = Map.groupBy(this.#waiting.splice(0), (delivery) => delivery.lane);
    let delivered = 0;
    const work = [...lanes.values()].map(async (lane) => {
      for (const delivery of lane) if (await this.#deliver(delivery)) delivered += 1;
    });
    await Promise.all(work);
    return { delivered, left: this.#waiting.length };
  }

  /** Sends an event once more, whatever became of it before. */
  resend(eventId: string): void {
    this.#enqueue(eventId, Date.now());
  }

  forget(): void {
    this.#waiting = [];
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #subscribed(events: readonly StoredEvent[]): StoredEvent[] {
    if (this.#url === "") return [];
    return events.filter((event) => this.enabledEvents.some((pattern) => matches(pattern, event.type)));
  }

  #enqueue(eventId: string, at: number, prefix = ""): void {
    const delivery = this.#delivery(eventId, at);
    this.#waiting.push({ ...delivery, lane: prefix + delivery.lane });
    this.#schedule();
  }

  #delivery(eventId: string, at: number): Delivery {
    const object = this.#books.table("events").get(eventId)?.object;
    return { eventId, lane: String(object?.payment_intent ?? object?.id), attempt: 1, at };
  }

  #schedule(): void {
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#closed || this.#waiting.length === 0) return;
    const next = this.#waiting.reduce((earliest, delivery) => Math.min(earliest, delivery.at), Infinity);
    this.#timer = setTimeout(() => this.#pump(), Math.max(0, next - Date.now()));
  }

  #pump(): void {
    const now = Date.now();
    this.#waiting.sort((a, b) => a.at - b.at);
    const later: Delivery[] = [];
    for (const delivery of this.#waiting) {
      const held = delivery.at > now || this.#busy.has(delivery.lane) || this.#busy.size >= IN_FLIGHT_MAX;
      if (held) later.push(delivery);
      else this.#send(delivery);
    }
    this.#waiting = later;
    // Whatever is due and held is looked at again when a lane becomes free.
    if (this.#busy.size === 0) this.#schedule();
  }

  #send(delivery: Delivery): void {
    this.#busy.add(delivery.lane);
    void this.#deliver(delivery).finally(() => {
      this.#busy.delete(delivery.lane);
      this.#schedule();
    });
  }

  /** One try. What is not taken waits for the next, longer each time. */
  async #deliver(delivery: Delivery): Promise<boolean> {
    const event = this.#books.table("events").get(delivery.eventId);
    if (event === null) return false;
    const taken = await deliver(this.#url, this.#secret, JSON.stringify(eventView(event, true)));
    if (this.#closed) return taken;
    if (taken || delivery.attempt >= ATTEMPTS_MAX) {
      this.#books.commit([{ table: "undelivered", drop: delivery.eventId }]);
    } else {
      const wait = Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** (delivery.attempt - 1));
      this.#waiting.push({ ...delivery, attempt: delivery.attempt + 1, at: Date.now() + wait });
      this.#schedule();
    }
    return taken;
  }
}
