import type { Books } from "./books.ts";

/** The provider's own time: the machine's, moved forward as asked. It survives a restart and never goes back. */
export class Clock {
  readonly #books: Books;

  constructor(books: Books) {
    this.#books = books;
  }

  get offsetMs(): number {
    return this.#books.table("settings").get("clock")?.offsetMs ?? 0;
  }

  nowMs(): number {
    return Date.now() + this.offsetMs;
  }

  nowSeconds(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  advance(ms: number): void {
    this.#books.commit([{ table: "settings", row: { id: "clock", offsetMs: this.offsetMs + ms } }]);
  }
}
