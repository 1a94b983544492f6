import { DurableObject } from "cloudflare:workers";
import type { SystemName } from "../contracts/caller.ts";
import { APPEND_MAX, type EventsApi } from "../contracts/events.ts";
import { causeOf, logProblem } from "../domain/kernel/log.ts";
import type { Envelope } from "../queues/envelope.ts";
import { within } from "../queues/kernel/within.ts";
import { notTaken } from "./kernel/outbox.ts";
import { Tables } from "./kernel/tables.ts";
import { Timers } from "./kernel/timers.ts";

const TIMER = "relay";
const RETRY_MS = 1_000;
const PAGE_MS = 30_000;
/** Pages sent in one go; what remains follows by the alarm. */
const PAGES_MAX = 20;

export type OutboxRow = { position: number; envelope: Envelope };

/** The outbox of a Worker whose truth is rows: handed in, because an object knows no table of D1. */
export type OutboxRows = {
  /** What follows a position, but nothing of the streams that are held back. `more`: the page is full, by count or by size. */
  after: (position: number, limit: number, held: readonly string[]) => Promise<{ rows: OutboxRow[]; more: boolean }>;
  remove: (positions: number[]) => Promise<void>;
};

/** How far a drain has come, and the streams that the log did not take on the way. */
type Drained = { after: number; held: Set<string> };

/**
 * The class of the one object that carries a Worker's outbox to the log, in order: poked after a write and by the cron, by
 * its alarm while rows remain. A row leaves only after the log has it; sent twice, it is there once.
 */
export function relayOf<Env extends { EVENTS: EventsApi }>(owner: SystemName, rowsOf: (env: Env) => OutboxRows) {
  return class extends DurableObject<Env> {
    readonly #timers = new Timers(this.ctx.storage, new Tables(this.ctx.storage));
    #draining: Promise<void> | null = null;
    #wasPoked = false;
    /** Where the last drain was cut off. The next one goes on from there: however much is held back, what lies behind it leaves. */
    #cutOff: Drained | null = null;

    /** Never throws: what could not be sent is tried again by the alarm. */
    async poke(): Promise<void> {
      try {
        await this.#drain();
      } catch (cause) {
        logProblem("outbox not relayed", { owner, cause: causeOf(cause) });
        this.#timers.setNoLater("", TIMER, Date.now() + RETRY_MS);
      }
    }

    override alarm(info?: AlarmInvocationInfo): Promise<void> {
      return this.#timers.run({ [TIMER]: () => this.#drain() }, info);
    }

    /** One drain at a time; a poke meanwhile makes it look once more. */
    #drain(): Promise<void> {
      this.#wasPoked = true;
      this.#draining ??= this.#send().finally(() => {
        this.#draining = null;
      });
      return this.#draining;
    }

    async #send(): Promise<void> {
      const drained = this.#cutOff ?? { after: 0, held: new Set() };
      this.#cutOff = null;
      for (let page = 0; page < PAGES_MAX; page++) {
        this.#wasPoked = false;
        const to = { owner, events: this.env.EVENTS };
        const more = await within(PAGE_MS, "relay", sendPage(to, rowsOf(this.env), drained));
        if (more || this.#wasPoked) continue;
        // Other streams went on; these wait until somebody has mended what the log misses or says otherwise.
        const held = [...drained.held];
        if (held.length > 0) throw new Error(`the log did not take ${held.slice(0, 3).join(", ")}`);
        return;
      }
      this.#cutOff = drained;
      this.#timers.set("", TIMER, Date.now() + 1);
    }
  };
}

/** Sends the next page, at most one call's worth; the rows of streams that the log did not take stay. True while there is more. */
async function sendPage(
  to: { owner: SystemName; events: EventsApi },
  outbox: OutboxRows,
  drained: Drained,
): Promise<boolean> {
  const { rows, more } = await outbox.after(drained.after, APPEND_MAX, [...drained.held]);
  const last = rows.at(-1);
  if (last === undefined) return more;
  const appended = await to.events.append(
    { kind: "system", name: to.owner },
    rows.map((row) => row.envelope),
  );
  for (const stream of notTaken(to.owner, appended)) drained.held.add(stream);
  const taken = rows.filter((row) => !drained.held.has(row.envelope.stream));
  if (taken.length > 0) await outbox.remove(taken.map((row) => row.position));
  drained.after = last.position;
  return more;
}
