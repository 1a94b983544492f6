import { createHash } from "node:crypto";
import type { Books } from "./books.ts";
import type { Clock } from "./clock.ts";
import { Failure, invalid } from "./failure.ts";
import type { Params } from "./form.ts";
import type { Change, StoredKey } from "./records.ts";

const KEPT_MS = 24 * 60 * 60 * 1000;
const KEY_MAX = 255;

/** What was answered under a key, for a day; and which keys are being worked on right now. */
export class IdempotencyKeys {
  readonly #books: Books;
  readonly #clock: Clock;
  readonly #inUse = new Map<string, string>();

  constructor(books: Books, clock: Clock) {
    this.#books = books;
    this.#clock = clock;
  }

  /** The kept answer, or null where the request is to be worked on; then `begin` was called for it. */
  claim(key: string, fingerprint: string): StoredKey | null {
    if (key.length > KEY_MAX) throw invalid(`Idempotency keys are at most ${KEY_MAX} characters`);
    const stored = this.#books.table("keys").get(key);
    const kept = stored !== null && stored.at + KEPT_MS > this.#clock.nowMs() ? stored : null;
    const first = kept?.fingerprint ?? this.#inUse.get(key);
    if (first !== undefined && first !== fingerprint) throw otherParameters(key);
    if (this.#inUse.has(key)) throw inUse(key);
    if (kept === null) this.#inUse.set(key, fingerprint);
    return kept;
  }

  release(key: string): void {
    this.#inUse.delete(key);
  }

  /** Keeps the answer; an older one under that key was pruned. */
  keep(kept: Omit<StoredKey, "at">): Change[] {
    return [
      { table: "keys", drop: kept.id },
      { table: "keys", row: { ...kept, at: this.#clock.nowMs() } },
    ];
  }

  /** Drops what is older than a day. Keys lie in the order of their age. */
  pruned(): Change[] {
    const changes: Change[] = [];
    for (const stored of this.#books.table("keys").all()) {
      if (stored.at + KEPT_MS > this.#clock.nowMs()) break;
      changes.push({ table: "keys", drop: stored.id });
    }
    return changes;
  }
}

/** What makes two requests the same: method, path and parameters, in whatever order they came. */
export function fingerprintOf(method: string, path: string, params: Params): string {
  return createHash("sha256")
    .update(JSON.stringify([method, path, sorted(params)]))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]);
}

function otherParameters(key: string): Failure {
  return new Failure(
    400,
    "idempotency_error",
    `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  );
}

function inUse(key: string): Failure {
  const message = `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`;
  return new Failure(409, "idempotency_error", message, { detail: { code: "idempotency_key_in_use" } });
}
