import { appendFileSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PLACES } from "../../../scripts/crash/audit/books.ts";
import { databases } from "../../../scripts/crash/audit/read/mirror.ts";

const SIDES = ["", "-wal"];
const JOURNALS = {
  journal: PLACES.journal,
  provider: `${PLACES.provider}/journal.jsonl`,
  mailbox: `${PLACES.mailbox}/journal.jsonl`,
} as const;

/** The copied books of a run, to be spoiled and put right again. */
export class Spoiled {
  readonly #folder: string;
  readonly #undo: (() => void)[] = [];
  readonly #kept = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Runs statements in the first database of a class (or of D1) that has what they are about. */
  sql(name: string, having: string, statements: readonly string[]): void {
    for (const path of this.#databases(name)) {
      if (!has(path, having)) continue;
      this.#keep(path);
      const database = new DatabaseSync(path);
      for (const statement of statements) database.exec(statement);
      database.close();
      return;
    }
    throw new Error(`no ${name} has ${having}`);
  }

  /** Adds an event to the end of an aggregate's history. */
  event(name: string, aggregate: string, type: string, data: Record<string, unknown>): void {
    const json = JSON.stringify({ type, at: Date.now(), ...data }).replaceAll("'", "''");
    this.sql(name, `SELECT 1 FROM events WHERE aggregate = '${aggregate}'`, [
      `INSERT INTO events (aggregate, version, type, at, data)
       SELECT '${aggregate}', max(version) + 1, '${type}', 1, '${json}' FROM events WHERE aggregate = '${aggregate}'`,
    ]);
  }

  /** Adds lines to the shoppers' journal, to the provider's, or to the mailbox's. */
  line(file: keyof typeof JOURNALS, line: unknown): void {
    const path = join(this.#folder, JOURNALS[file]);
    const before = readFileSync(path);
    this.#undo.push(() => writeFileSync(path, before));
    appendFileSync(path, `${JSON.stringify(line)}\n`);
  }

  /** Writes another text where a journal has this one first. */
  instead(file: keyof typeof JOURNALS, [was, is]: readonly [string, string]): void {
    const path = join(this.#folder, JOURNALS[file]);
    const before = readFileSync(path, "utf8");
    if (!before.includes(was)) throw new Error(`the ${file} never says ${was}`);
    this.#undo.push(() => writeFileSync(path, before));
    writeFileSync(path, before.replace(was, is));
  }

  restore(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
    this.#kept.clear();
  }

  #databases(name: string): string[] {
    const copy = join(this.#folder, PLACES.copy);
    return databases(copy)
      .filter((path) => basename(dirname(path)).endsWith(name))
      .map((path) => join(copy, path));
  }

  /** As it was before it was first spoiled. */
  #keep(path: string): void {
    if (this.#kept.has(path)) return;
    this.#kept.add(path);
    for (const side of SIDES) {
      const [file, kept] = [path + side, `${path}${side}.kept`];
      if (!existsSync(file)) continue;
      copyFileSync(file, kept);
      this.#undo.push(() => {
        copyFileSync(kept, file);
        rmSync(kept);
      });
    }
  }
}

/** A table that is not there has nothing. */
function has(path: string, query: string): boolean {
  const database = new DatabaseSync(path);
  try {
    return database.prepare(query).get() !== undefined;
  } catch (cause) {
    if (/no such table/.test(String(cause))) return false;
    throw cause;
  } finally {
    database.close();
  }
}
