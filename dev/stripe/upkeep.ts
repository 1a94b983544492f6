import type { Books } from "./books.ts";
import type { Clock } from "./clock.ts";
import { closeIntent } from "./closing.ts";
import { type Desk, saveCharge } from "./desk.ts";
import { Draft } from "./draft.ts";
import type { IdempotencyKeys } from "./idempotency.ts";
import type { Change, Intent } from "./records.ts";
import { turnRefund } from "./refunds.ts";
import { API_VERSION } from "./views.ts";

const AUTHORISATION_SECONDS = 7 * 24 * 60 * 60;
const EVENTS_KEPT = 10_000;

/** What happens by itself as time passes: authorisations lapse, refunds settle, old keys and events are dropped. */
export class Upkeep {
  readonly #books: Books;
  readonly #clock: Clock;
  readonly #keys: IdempotencyKeys;
  readonly #baseUrl: () => string;
  /** Open authorisations and unsettled refunds in the order of their time, so that a look at the first is enough. */
  #authorised: string[] = [];
  #turning: string[] = [];

  constructor(own: { books: Books; clock: Clock; keys: IdempotencyKeys; baseUrl: () => string }) {
    this.#books = own.books;
    this.#clock = own.clock;
    this.#keys = own.keys;
    this.#baseUrl = own.baseUrl;
    const open = [...own.books.table("intents").all()].filter((intent) => intent.status === "requires_capture");
    this.#authorised = open.sort((a, b) => (a.authorisedAt ?? 0) - (b.authorisedAt ?? 0)).map(({ id }) => id);
    this.#turning = [...own.books.table("refunds").all()].filter((refund) => refund.turns).map(({ id }) => id);
  }

  /** Notes what a commit left to be done later. */
  observe(changes: readonly Change[]): void {
    for (const change of changes) {
      if (!("row" in change)) continue;
      if (change.table === "intents" && change.row.status === "requires_capture") this.#authorised.push(change.row.id);
      if (change.table === "refunds" && change.row.turns !== null) this.#turning.push(change.row.id);
    }
  }

  /** The changes that are due; empty most of the time. */
  due(): Draft {
    const draft = new Draft(this.#books, this.#clock.nowSeconds());
    const desk: Desk = { draft, look: { version: API_VERSION, baseUrl: this.#baseUrl() } };
    this.#lapse(desk);
    this.#settle(desk);
    draft.changes.push(...this.#keys.pruned());
    const events = this.#books.table("events");
    const oldest = events.size > EVENTS_KEPT ? events.oldest() : null;
    if (oldest !== null) draft.changes.push({ table: "events", drop: oldest.id });
    return draft;
  }

  forget(): void {
    this.#authorised = [];
    this.#turning = [];
  }

  #lapse(desk: Desk): void {
    for (let id = this.#authorised[0]; id !== undefined; id = this.#authorised[0]) {
      const intent = this.#books.table("intents").get(id);
      const open = intent !== null && intent.status === "requires_capture";
      if (open && (intent.authorisedAt ?? 0) + AUTHORISATION_SECONDS > desk.draft.now) return;
      this.#authorised.shift();
      if (open) expire(desk, intent);
    }
  }

  #settle(desk: Desk): void {
    for (let id = this.#turning[0]; id !== undefined; id = this.#turning[0]) {
      const refund = this.#books.table("refunds").get(id);
      if (refund?.turns && refund.turns.at > desk.draft.now) return;
      this.#turning.shift();
      if (refund !== null) turnRefund(desk, refund);
    }
  }
}

function expire(desk: Desk, intent: Intent): void {
  const charge = desk.draft.get("charges", intent.latestCharge ?? "");
  if (charge !== null) saveCharge(desk, charge, "charge.expired");
  closeIntent(desk, intent, "expired");
}
