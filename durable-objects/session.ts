import { DurableObject } from "cloudflare:workers";
import type { AttemptRefusal, Limit } from "../domain/identity/attempts.ts";
import type { FamilyRefusal } from "../domain/identity/session.ts";
import { ok, type Result } from "../domain/kernel/result.ts";
import { following, type Traced } from "../domain/kernel/trace.ts";
import { Tables } from "./kernel/tables.ts";
import { Timers } from "./kernel/timers.ts";
import { ATTEMPT_TABLES, type Attempt, AttemptCounts } from "./session/attempt-counts.ts";
import { FAMILY_TABLES, Families, type Standing } from "./session/families.ts";
import { tokenKeysOf } from "./session/refresh-secret.ts";
import { type Issued, type Presented, Sessions } from "./session/sessions.ts";

const EXPIRY = "expiry";
const FORGET = "forget";
const ALIGN = "align";
/** A change of credentials that was begun is looked after by then, whatever became of who began it. */
const ALIGN_MS = 10_000;

/** Tells an account's credential version; null where there is no such account. Handed in: an object knows no table of D1. */
export type VersionOf<Env> = (env: Env, userId: string) => Promise<number | null>;

/** The sessions of one account, by whose id it is named; and, under a few fixed names, the counts of attempts at the door. */
export function sessionObjectOf<Env extends { TOKEN_KEYS: string }>(versionOf: VersionOf<Env>) {
  return class extends DurableObject<Env> {
    readonly #tables = new Tables(this.ctx.storage, [...FAMILY_TABLES, ...ATTEMPT_TABLES]);
    readonly #timers = new Timers(this.ctx.storage, this.#tables);
    readonly #families = new Families(this.ctx.storage.sql);
    readonly #sessions = new Sessions(this.#tables, this.#families, tokenKeysOf(this.env.TOKEN_KEYS));
    readonly #counts = new AttemptCounts(this.ctx.storage.sql);

    open(sessionId: string, standing: Standing): Result<Issued, { code: "stale" }> {
      const opened = this.#sessions.open(sessionId, standing, Date.now());
      if (opened.ok) this.#timers.setNoLater("", EXPIRY, opened.value.expiresAt);
      return opened;
    }

    refresh(presented: Presented & Traced): Result<Issued, FamilyRefusal> {
      return following(presented.traceparent, () => this.#sessions.refresh(presented, Date.now()));
    }

    close(presented: Presented): void {
      this.#sessions.close(presented, Date.now());
    }

    /** What a session rests on; null when it is over. */
    standing(sessionId: string): Standing | null {
      return this.#sessions.standing(sessionId, Date.now());
    }

    /** To be called before credentials are changed: the sessions that rested on them end even if `align` never comes. */
    expectChange(userId: string): void {
      this.#timers.set(userId, ALIGN, Date.now() + ALIGN_MS);
    }

    /** Ends every session that rests on older credentials. */
    align(userId: string, version: number): void {
      this.#tables.transaction(() => {
        this.#families.raise(version);
        this.#timers.clear(userId, ALIGN);
      });
    }

    attempt(attempt: Attempt, limit: Limit): Result<null, AttemptRefusal> {
      return this.#tables.transaction(() => {
        const taken = this.#counts.take(attempt, limit, Date.now());
        if (!taken.ok) return taken;
        this.#timers.setNoLater("", FORGET, taken.value);
        return ok(null);
      });
    }

    giveBack(attempt: Attempt): void {
      this.#tables.transaction(() => this.#counts.giveBack(attempt, Date.now()));
    }

    succeed(attempt: Attempt): void {
      this.#tables.transaction(() => this.#timers.setNoLater("", FORGET, this.#counts.succeed(attempt, Date.now())));
    }

    override alarm(info?: AlarmInvocationInfo): Promise<void> {
      const again = (name: string, at: number | null) => at !== null && this.#timers.setNoLater("", name, at);
      return this.#timers.run(
        {
          [EXPIRY]: async () => void again(EXPIRY, this.#families.expire(Date.now())),
          [FORGET]: async () => void again(FORGET, this.#counts.forget(Date.now())),
          [ALIGN]: async (userId) => this.#align(userId),
        },
        info,
      );
    }

    async #align(userId: string): Promise<void> {
      const version = await versionOf(this.env, userId);
      if (version !== null) this.#families.raise(version);
    }
  };
}
