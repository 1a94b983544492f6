import { Freshness } from "./freshness.ts";
import { Memory } from "./memory.ts";

/** What lasts as long as an isolate. All its entrypoints and requests share one. `now` in epoch ms. */
export type Isolate = { memory: Memory; freshness: Freshness; now: () => number };

export function newIsolate(now: () => number): Isolate {
  return { memory: new Memory(), freshness: new Freshness(), now };
}

export const thisIsolate = newIsolate(Date.now);
