import { closeSync, openSync, writeSync } from "node:fs";

type Shopping = "register" | "cart" | "order" | "pay" | "cancel";
type Staffing = "refund" | "adjust" | "price" | "product" | "ship";

/** A request as it is written down before it is sent. */
export type Planned = {
  /** What it is: the audit knows these words. */
  kind: Shopping | Staffing | "other body" | "stranger";
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  key: string | null;
  body?: unknown;
  /** What whoever asks was shown before: the audit holds the shop to it. */
  shown?: Readonly<Record<string, unknown>>;
};

/** What shoppers and staff asked, and were answered: one line of JSON each, on file before anything else happens. */
export class Journal {
  readonly #file: number;
  #last = 0;

  /** Numbers go on after `last`. */
  constructor(path: string) {
    this.#file = openSync(path, "a");
  }

  get last(): number {
    return this.#last;
  }

  asked({ kind, method, path, key, body, shown }: Planned): number {
    this.#last += 1;
    this.#write({ line: "asked", n: this.#last, kind, method, path, key, body, shown });
    return this.#last;
  }

  answered(n: number, status: number, body: unknown): void {
    this.#write({ line: "answered", n, status, body });
  }

  lost(n: number, why: string): void {
    this.#write({ line: "lost", n, why });
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(line: Record<string, unknown>): void {
    writeSync(this.#file, `${JSON.stringify({ ...line, at: Date.now() })}\n`);
  }
}
