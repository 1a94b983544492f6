import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Row } from "./rows.ts";

/** Rows one product may have: a hundred variants in ten currencies. The rest is told as too much. */
const ROWS_PER_PRODUCT_MAX = 1_000;

/**
 * Rows of a file on disk, to be had again product by product. A product's rows may lie anywhere in the file (Spree puts
 * prices in further currencies at the end), so neither the file's order nor memory can bring them together.
 */
export class Staging {
  readonly #folder = mkdtempSync(join(tmpdir(), "kiosk-import-"));
  readonly #db = new DatabaseSync(join(this.#folder, "rows.sqlite"));
  readonly #insert: StatementSync;

  constructor() {
    // A file of one run: what a crash would lose is read again by the next.
    this.#db.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    this.#db.exec(
      "CREATE TABLE rows (slug TEXT NOT NULL, line INTEGER NOT NULL, cells TEXT NOT NULL, PRIMARY KEY (slug, line)) STRICT, WITHOUT ROWID",
    );
    this.#insert = this.#db.prepare("INSERT INTO rows (slug, line, cells) VALUES (?, ?, ?)");
    this.#db.exec("BEGIN");
  }

  add(row: Row): void {
    this.#insert.run(row.cells.slug ?? "", row.line, JSON.stringify(row.cells));
  }

  /** How many products the rows are of. */
  products(): number {
    return Number(this.#db.prepare("SELECT count(DISTINCT slug) AS products FROM rows").get()?.products);
  }

  /** The rows of each product, in the order in which products first occur; `refuse` gets the lines that are too many. */
  *groups(refuse: (line: number, reason: string) => void): Generator<Row[]> {
    const rows = this.#db
      .prepare(
        "SELECT rows.slug, line, cells FROM rows JOIN (SELECT slug, min(line) AS first FROM rows GROUP BY slug) AS firsts ON firsts.slug = rows.slug ORDER BY first, line",
      )
      .iterate() as Iterable<{ slug: string; line: number; cells: string }>;
    let slug: string | null = null;
    let group: Row[] = [];
    for (const row of rows) {
      if (row.slug !== slug && group.length > 0) yield group;
      if (row.slug !== slug) group = [];
      slug = row.slug;
      if (group.length < ROWS_PER_PRODUCT_MAX) group.push({ line: row.line, cells: JSON.parse(row.cells) });
      else refuse(row.line, "too_many_rows");
    }
    if (group.length > 0) yield group;
  }

  close(): void {
    this.#db.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
