import type { Decider } from "../../../domain/kernel/decider.ts";
import { err, ok } from "../../../domain/kernel/result.ts";

/** The smallest aggregate that can refuse, change nothing, and be told of: a jar of sweets. */
export type Jar = { sweets: number; history: number[] };
export type JarCommand = { type: "Put" | "Take"; count: number; at: number };
export type JarEvent = { type: "Filled" | "Emptied"; count: number; at: number };

export const jar: Decider<Jar, JarCommand, JarEvent, { code: "empty" }> = {
  initial: { sweets: 0, history: [] },
  decide(state, { type, count, at }) {
    if (count === 0) return ok([]);
    if (type === "Put") return ok([{ type: "Filled", count, at }]);
    return state.sweets < count ? err({ code: "empty" }) : ok([{ type: "Emptied", count, at }]);
  },
  evolve({ sweets, history }, { type, count }) {
    const change = type === "Filled" ? count : -count;
    return { sweets: sweets + change, history: [...history, change] };
  },
};
