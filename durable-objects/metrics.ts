import { DurableObject } from "cloudflare:workers";
import type { Flush } from "../contracts/metrics.ts";
import { CounterStore } from "./metrics/counter-store.ts";

/** A share of the shop's counters. Which one an isolate adds to does not matter, as long as it stays the same one. */
export class MetricsObject extends DurableObject {
  readonly #store = new CounterStore(this.ctx.storage);

  add(flush: Flush): void {
    this.#store.add(flush, Date.now());
  }

  read(): Map<string, number> {
    return this.#store.read();
  }
}
