import { DurableObject } from "cloudflare:workers";
import type { CommandMeta, SystemName } from "../contracts/caller.ts";
import type { EventsApi } from "../contracts/events.ts";
import type { RebuildStatus } from "../contracts/rebuild.ts";
import { causeOf } from "../domain/kernel/log.ts";
import { err, ok, type Result } from "../domain/kernel/result.ts";
import { SUBSCRIPTIONS, type Subscriber } from "../queues/subscriptions.ts";
import { Tables } from "./kernel/tables.ts";
import { Timers } from "./kernel/timers.ts";
import { RUN_TABLES, RunStore } from "./rebuild/run-store.ts";
import { type Beside, step } from "./rebuild/steps.ts";

export type { Beside } from "./rebuild/steps.ts";

const TIMER = "rebuild";

/**
 * The class of the one object that writes a Worker's projection anew from the log, beside the live one, and swaps it in:
 * step by step, by its alarm, whatever is killed in between. A step that fails is tried again, more and more seldom.
 */
export function rebuildOf<Env extends { EVENTS: Pick<EventsApi, "read"> }>(
  owner: SystemName,
  projection: Subscriber,
  besideOf: (env: Env) => Beside,
) {
  return class extends DurableObject<Env> {
    readonly #tables = new Tables(this.ctx.storage, RUN_TABLES);
    readonly #timers = new Timers(this.ctx.storage, this.#tables);
    readonly #store = new RunStore(this.ctx.storage.sql, this.#tables);

    /** Begins, unless one runs: that one is tried again at once. */
    start(meta: CommandMeta): Result<RebuildStatus, { code: "idempotency_mismatch" }> {
      const seen = this.#store.seen(meta);
      if (seen === "mismatch") return err({ code: "idempotency_mismatch" });
      if (seen === "new") {
        this.#tables.transaction(() => {
          this.#store.remember(meta);
          const run = this.#store.last();
          if (run === null || run.phase === "done") this.#store.begin(Date.now());
          this.#timers.set("", TIMER, Date.now());
        });
      }
      return ok(this.status());
    }

    status(): RebuildStatus {
      const run = this.#store.last();
      if (run === null) return { projection, state: "idle", startedAt: null, finishedAt: null, events: 0, cause: null };
      const { id: startedAt, finishedAt, events, cause } = run;
      const underWay = cause === null ? "running" : "failing";
      return { projection, state: run.phase === "done" ? "done" : underWay, startedAt, finishedAt, events, cause };
    }

    override alarm(info?: AlarmInvocationInfo): Promise<void> {
      return this.#timers.run({ [TIMER]: () => this.#step() }, info);
    }

    async #step(): Promise<void> {
      const readLog = (partition: number, after: number) =>
        this.env.EVENTS.read({ kind: "system", name: owner }, partition, after, [...SUBSCRIPTIONS[projection]]);
      try {
        const isMore = await step(this.#store, besideOf(this.env), readLog);
        if (isMore) this.#timers.set("", TIMER, Date.now() + 1);
      } catch (cause) {
        this.#store.note(causeOf(cause));
        throw cause;
      }
    }
  };
}
