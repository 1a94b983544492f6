import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { CommandMeta, CommonRefusal } from "../../contracts/caller.ts";
import type { CatalogRefusal, ImportOutcome } from "../../contracts/catalog.ts";
import { UPSERT_MAX } from "../../domain/catalog/limits.ts";
import type { ProductDraft, ProductView } from "../../domain/catalog/types.ts";
import type { ProductId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { database } from "../kernel/d1.ts";
import { type Ids, idsOf } from "../kernel/ids.ts";
import { answered, noteStatements } from "./commands.ts";
import { type Isolate, thisIsolate } from "./isolate.ts";
import { createProduct, removeProduct, replaceProduct, type Shop, upsertProduct } from "./products.ts";
import { commit } from "./race.ts";
import { recordsByHandles } from "./records.ts";

type Upserted = Result<{ id: ProductId; outcome: ImportOutcome }, CatalogRefusal>;

/** Writes the catalogue, and makes this isolate's next read look at the change feed. */
export class Writer {
  readonly #db: DrizzleD1Database;
  readonly #ids: Ids;
  readonly #tell: () => void;
  readonly #isolate: Isolate;

  /** `tell` is done after each write: the outbox has something to say. */
  constructor(env: { DB: D1Database; ID_KEYS: string }, tell: () => void, isolate: Isolate = thisIsolate) {
    this.#isolate = isolate;
    this.#db = database(env.DB);
    this.#ids = idsOf(env);
    this.#tell = tell;
  }

  create(meta: CommandMeta, draft: ProductDraft): Promise<Result<ProductView, CatalogRefusal>> {
    return createProduct(this.#shop(meta), draft).finally(() => this.#written());
  }

  async replace(meta: CommandMeta, id: ProductId, draft: ProductDraft): Promise<Result<ProductView, CatalogRefusal>> {
    if (this.#ids.check("prod", id) === null) return err({ code: "not_found" });
    return replaceProduct(this.#shop(meta), { id, draft }).finally(() => this.#written());
  }

  async remove(meta: CommandMeta, id: ProductId): Promise<Result<null, CatalogRefusal>> {
    if (this.#ids.check("prod", id) === null) return err({ code: "not_found" });
    return removeProduct(this.#shop(meta), id).finally(() => this.#written());
  }

  /** One product after the other, each whole in its own batch: a refused one keeps no other back. */
  async upsert(meta: CommandMeta, drafts: ProductDraft[]): Promise<Result<Upserted[], CommonRefusal>> {
    if (drafts.length > UPSERT_MAX) return err({ code: "parameter", errors: [{ path: "products", code: "too_many" }] });
    const repeated = await answered<Upserted[]>(this.#db, meta);
    if (repeated) return repeated;
    const records = await recordsByHandles(
      this.#db,
      drafts.map((draft) => draft.handle),
    );
    const known = new Map(records.map((record) => [record.handle, record]));
    const results: Upserted[] = [];
    for (const draft of drafts) {
      results.push(await upsertProduct(this.#shop(meta), draft, known.get(draft.handle) ?? null));
      known.delete(draft.handle); // What was read is history now.
    }
    this.#written();
    if (results.some((result) => result.ok && result.value.outcome !== "unchanged")) await this.#note(meta, results);
    return ok(results);
  }

  /** Or perhaps not: an answer may be lost after its commit. Both do no harm when nothing was. */
  #written(): void {
    this.#isolate.freshness.expire();
    this.#tell();
  }

  /** A repeat that lost its first answer would do nothing anew: the note only makes the answer the same. */
  async #note(meta: CommandMeta, results: Upserted[]): Promise<void> {
    await commit(this.#db, noteStatements(this.#db, meta, results, this.#isolate.now()), null);
  }

  #shop(meta: CommandMeta): Shop {
    return { db: this.#db, ids: this.#ids, meta, at: this.#isolate.now() };
  }
}
