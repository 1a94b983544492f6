import type { Random } from "./random.ts";

/** Where something can go wrong. A quarter of the places is faulty in a run, and each of those fails a quarter of the time. */
const SITES = [
  "request_lost",
  "request_late",
  "request_twice",
  "answer_lost",
  "stored_failure",
  "crash",
  "send_lost",
  "ack_lost",
  "delivery_twice",
  "delivery_lost",
  "webhook_lost",
  "webhook_twice",
  "webhook_late",
  "stock_unreached",
  "stock_unheard",
  "request_dies",
  "request_dawdles",
] as const;
export type Site = (typeof SITES)[number];

export class Faults {
  on = true;
  readonly #random: Random;
  readonly #active: ReadonlySet<Site>;

  constructor(random: Random) {
    this.#random = random;
    this.#active = new Set(SITES.filter(() => random.chance(0.25)));
  }

  strikes(site: Site): boolean {
    return this.on && this.#active.has(site) && this.#random.chance(0.25);
  }
}
