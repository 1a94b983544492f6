import { setTimeout as sleep } from "node:timers/promises";
import type { ReaderEnv } from "../../../workers/catalog/reader.ts";
import { env } from "./support.ts";

/** How long a KV goes on answering what it had, and a lookup that found nothing is remembered. */
export const KV_STALE_MS = 60_000;

/** A clock that stands still until it is told. Epoch ms. */
export class Clock {
  now = Date.UTC(2026, 0, 1);
}

/** The database, of which every statement is noted; it can be made to dawdle, stall and fail. */
export class WatchedDb {
  readonly statements: string[] = [];
  /** Answers come this much later, one after the other round and round. */
  delaysMs: number[] = [];
  /** Until it is called off, nothing is answered. */
  stall: Promise<void> | null = null;

  /** What was asked since the last time. */
  asked(): string[] {
    return this.statements.splice(0);
  }

  readonly d1 = {
    withSession: () => {
      const session = env.DB.withSession("first-primary");
      const prepare = (text: string) => {
        this.statements.push(text);
        return this.#watched(session.prepare(text));
      };
      const batch = (statements: D1PreparedStatement[]) => session.batch(statements);
      return { prepare, batch };
    },
  } as unknown as D1Database;

  #watched(statement: D1PreparedStatement): D1PreparedStatement {
    const late = async <T>(run: () => Promise<T>): Promise<T> => {
      await this.stall;
      const answer = await run();
      const delay = this.delaysMs.shift() ?? 0;
      this.delaysMs.push(delay);
      if (delay > 0) await sleep(delay);
      return answer;
    };
    const bind = statement.bind.bind(statement);
    const raw = statement.raw.bind(statement) as () => Promise<unknown[]>;
    const all = statement.all.bind(statement);
    return Object.assign(statement, {
      bind: (...values: unknown[]) => this.#watched(bind(...values)),
      raw: () => late(raw),
      all: () => late(all),
    });
  }
}

type Kv = ReaderEnv["CACHE"];

/** What KV is at one place: the real one, of which a value is seen a minute after it was written, and a lookup is remembered as long. */
export class StaleKv {
  readonly #clock: Clock;
  readonly #writtenAt: Map<string, number>;
  readonly #remembered = new Map<string, { value: string | null; at: number }>();
  reads = 0;
  hits = 0;

  /** `writtenAt` is what all places share. */
  constructor(clock: Clock, writtenAt: Map<string, number>) {
    this.#clock = clock;
    this.#writtenAt = writtenAt;
  }

  readonly kv = {
    get: async (keys: string[]) => {
      this.reads += 1;
      return new Map(await Promise.all(keys.map(async (key) => [key, await this.#valueOf(key)] as const)));
    },
    put: async (key: string, value: string, options: KVNamespacePutOptions) => {
      if (!this.#writtenAt.has(key)) this.#writtenAt.set(key, this.#clock.now);
      await env.CACHE.put(key, value, options);
    },
  } as unknown as Kv;

  async #valueOf(key: string): Promise<string | null> {
    const { now } = this.#clock;
    let known = this.#remembered.get(key);
    if (known === undefined || now - known.at >= KV_STALE_MS) {
      const isSeen = now - (this.#writtenAt.get(key) ?? now) >= KV_STALE_MS;
      known = { value: isSeen ? await env.CACHE.get(key) : null, at: now };
      this.#remembered.set(key, known);
    }
    if (known.value !== null) this.hits += 1;
    return known.value;
  }
}
