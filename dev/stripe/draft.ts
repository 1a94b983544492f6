import { randomBytes } from "node:crypto";
import type { Books } from "./books.ts";
import type { Change, Json, Rows, StoredEvent, TableName } from "./records.ts";

export type Cause = { requestId: string | null; idempotencyKey: string | null };

/** What one request is about to change. It sees its own changes; nothing is true before `changes` are committed. */
export class Draft {
  readonly changes: Change[] = [];
  readonly events: StoredEvent[] = [];
  /** Seconds, the same for the whole request. */
  readonly now: number;
  readonly #books: Books;
  readonly #cause: Cause;

  constructor(books: Books, now: number, cause: Cause = { requestId: null, idempotencyKey: null }) {
    this.#books = books;
    this.now = now;
    this.#cause = cause;
  }

  get<T extends TableName>(table: T, id: string): Rows[T] | null {
    const mine = this.changes.findLast((change) => change.table === table && "row" in change && change.row.id === id);
    if (mine !== undefined && "row" in mine) return mine.row as Rows[T];
    return this.#books.table(table).get(id) as Rows[T] | null;
  }

  put<T extends TableName>(table: T, row: Rows[T]): Rows[T] {
    this.changes.push({ table, row } as Change);
    return row;
  }

  /** An event about `object` as it is at this point of the request. */
  emit(type: string, object: Json): void {
    const event: StoredEvent = { id: newId("evt"), type, created: this.now, object, ...this.#cause };
    this.events.push(this.put("events", event));
  }
}

/** An id of the provider's form: a prefix and 24 letters and digits. */
export function newId(prefix: string): string {
  const characters = randomBytes(48).toString("base64").replace(/[+/=]/g, "").slice(0, 24);
  return `${prefix}_${characters}`;
}
