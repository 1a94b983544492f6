import { createHmac } from "node:crypto";
import type { Books } from "./books.ts";
import type { Change } from "./journal.ts";
import { matches } from "./lists.ts";
import type { StoredEvent } from "./records.ts";
import { eventView } from "./views.ts";

export const WEBHOOK_MODES = ["normal", "duplicate", "late", "reorder", "drop", "before_answer"] as const;
export type WebhookMode = (typeof WEBHOOK_MODES)[number];

/** What a shop's endpoint subscribes to, in Stripe's own terms. */
export const DEFAULT_EVENTS = ["payment_intent.*", "charge.refunded", "charge.expired", "refund.*"];

const IN_FLIGHT_MAX = 4;
const ATTEMPTS_MAX = 16;
const BACKOFF_MS = 1_000;
const BACKOFF_MAX_MS = 60_000;
const DELIVERY_TIMEOUT_MS = 10_000;
const REORDER_MS = 300;
const LATE_MS = 5_000;

type Delivery = { eventId: string; attempt: number; at: number };

/** Delivers events, signed as Stripe signs them, again and again until they are taken. */
export class Webhooks {
  mode: WebhookMode = "normal";
  lateMs = LATE_MS;
  enabledEvents: readonly string[] = DEFAULT_EVENTS;
  readonly #books: Books;
  readonly #url: string;
  readonly #secret: string;
  #waiting: Delivery[] = [];
  #inFlight = 0;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(books: Books, url: string, secret: string) {
    this.#books = books;
    this.#url = url;
    this.#secret = secret;
    for (const { id } of books.table("undelivered").all()) this.#enqueue(id, Date.now());
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
        for (const id of ids) await this.#deliver({ eventId: id, attempt: 1, at: now });
        return;
      case "late":
        for (const id of ids) this.#enqueue(id, now + this.lateMs);
        return;
      case "reorder":
        // Each a little earlier than the one before it.
        for (const [index, id] of ids.entries()) this.#enqueue(id, now + REORDER_MS - index);
        return;
      case "duplicate":
        for (const id of ids) this.#enqueue(id, now, now);
        return;
      case "normal":
        for (const id of ids) this.#enqueue(id, now);
    }
  }

  /** Sends everything that waits, at once; answers when each has been tried. */
  async flush(): Promise<{ delivered: number; left: number }> {
    const all = this.#waiting.splice(0);
    const taken = await Promise.all(all.map((delivery) => this.#deliver(delivery)));
    return { delivered: taken.filter(Boolean).length, left: this.#waiting.length };
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

  #enqueue(eventId: string, ...times: number[]): void {
    for (const at of times) this.#waiting.push({ eventId, attempt: 1, at });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#closed || this.#waiting.length === 0) return;
    const next = Math.min(...this.#waiting.map((delivery) => delivery.at));
    this.#timer = setTimeout(() => this.#pump(), Math.max(0, next - Date.now()));
  }

  #pump(): void {
    const now = Date.now();
    this.#waiting.sort((a, b) => a.at - b.at);
    while (this.#inFlight < IN_FLIGHT_MAX && (this.#waiting[0]?.at ?? Infinity) <= now) {
      const delivery = this.#waiting.shift();
      if (delivery === undefined) break;
      this.#inFlight += 1;
      void this.#deliver(delivery).finally(() => {
        this.#inFlight -= 1;
        this.#schedule();
      });
    }
    if (this.#inFlight < IN_FLIGHT_MAX) this.#schedule();
  }

  /** One try. What is not taken waits for the next, longer each time. */
  async #deliver(delivery: Delivery): Promise<boolean> {
    const event = this.#books.table("events").get(delivery.eventId);
    if (event === null) return false;
    const taken = await this.#post(JSON.stringify(eventView(event, true)));
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

  async #post(payload: string): Promise<boolean> {
    try {
      const answer = await fetch(this.#url, {
        method: "POST",
        body: payload,
        redirect: "manual",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "stripe-signature": signatureHeader(payload, this.#secret, Math.floor(Date.now() / 1000)),
          "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        },
        signal: AbortSignal.timeout(DELIVERY_TIMEOUT_MS),
      });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      // Not reachable, or too slow: the same as not taken.
      return false;
    }
  }
}

/** `t` is the machine's real time even when the provider's clock was moved: it says when the message was sent. */
export function signatureHeader(payload: string, secret: string, seconds: number): string {
  const signature = createHmac("sha256", secret).update(`${seconds}.${payload}`).digest("hex");
  return `t=${seconds},v1=${signature}`;
}
