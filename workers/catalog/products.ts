import { createHash } from "node:crypto";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { CommandMeta } from "../../contracts/caller.ts";
import type { CatalogRefusal, ImportOutcome } from "../../contracts/catalog.ts";
import { categoryRows } from "../../domain/catalog/category.ts";
import { draftErrors } from "../../domain/catalog/draft-errors.ts";
import { canonicalDraft, type ProductRecord } from "../../domain/catalog/record.ts";
import type { ProductDraft, ProductView } from "../../domain/catalog/types.ts";
import { mainCurrency, productView } from "../../domain/catalog/views.ts";
import type { ProductId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import type { Ids } from "../kernel/ids.ts";
import { answered, noteStatements } from "./commands.ts";
import { listStatement, unlistStatement } from "./outbox.ts";
import { commit, type Raced, settle } from "./race.ts";
import { ownersOf, recordsByHandles, recordsByIds } from "./records.ts";
import { removeStatements, type Writing, writeStatements } from "./statements.ts";

/** The database, what ids are minted with, the command and its time in epoch ms. */
export type Shop = { db: DrizzleD1Database; ids: Ids; meta: CommandMeta; at: number };
type Written = { record: ProductRecord; outcome: ImportOutcome };

/** A new product. A repeat of the command gets the very same answer. */
export function createProduct(shop: Shop, draft: ProductDraft): Promise<Result<ProductView, CatalogRefusal>> {
  return settle(async () => {
    const repeated = await answered<ProductView>(shop.db, shop.meta);
    if (repeated) return repeated;
    return viewed(await write(shop, draft, { before: null, isNoted: true }));
  });
}

/** What stands becomes what the draft says. An equal draft changes nothing, not even the version. */
export function replaceProduct(
  shop: Shop,
  target: { id: ProductId; draft: ProductDraft },
): Promise<Result<ProductView, CatalogRefusal>> {
  return settle(async () => {
    const repeated = await answered<ProductView>(shop.db, shop.meta);
    if (repeated) return repeated;
    const [before] = await recordsByIds(shop.db, [target.id]);
    if (before === undefined) return err({ code: "not_found" });
    return viewed(await write(shop, target.draft, { before, isNoted: true }));
  });
}

export function removeProduct(shop: Shop, id: ProductId): Promise<Result<null, CatalogRefusal>> {
  return settle<null, CatalogRefusal>(async () => {
    const repeated = await answered<null>(shop.db, shop.meta);
    if (repeated) return repeated;
    const [before] = await recordsByIds(shop.db, [id]);
    if (before === undefined) return err({ code: "not_found" });
    const told = unlistStatement(shop.db, { id, version: before.version + 1 }, shop);
    const notes = noteStatements(shop.db, shop.meta, null, shop.at);
    return commit(shop.db, [...removeStatements(shop.db, before), told, ...notes], null);
  });
}

/** The product of the draft's handle is made, changed, or left alone. `known`: as it stood when its batch of drafts was read. */
export function upsertProduct(
  shop: Shop,
  draft: ProductDraft,
  known: ProductRecord | null,
): Promise<Result<{ id: ProductId; outcome: ImportOutcome }, CatalogRefusal>> {
  return settle(async (turn) => {
    const before = turn === 1 ? known : ((await recordsByHandles(shop.db, [draft.handle]))[0] ?? null);
    const written = await write(shop, draft, { before, isNoted: false });
    if (written.ok) return ok({ id: written.value.record.id, outcome: written.value.outcome });
    // Somebody made the product since it was looked for: it is the one to change.
    return written.error.code === "handle_taken" ? err({ code: "raced" }) : written;
  });
}

/** Checks a draft against the rules and what stands, and writes it in one batch: the rows, their event, and the command where it `isNoted`. */
async function write(
  shop: Shop,
  draft: ProductDraft,
  { before, isNoted }: { before: ProductRecord | null; isNoted: boolean },
): Promise<Result<Written, CatalogRefusal | Raced>> {
  const errors = draftErrors(draft);
  if (errors.length > 0) return err({ code: "invalid_product", errors });
  const contentHash = createHash("sha256").update(canonicalDraft(draft)).digest("hex");
  if (before?.contentHash === contentHash) return ok({ record: before, outcome: "unchanged" });
  const taken = await takenBy(shop.db, draft, before);
  if (taken) return err(taken);
  const writing = writingOf(shop, draft, { before, contentHash });
  const record = recordOf(writing);
  const told = listStatement(shop.db, record, shop);
  const notes = isNoted ? noteStatements(shop.db, shop.meta, viewOf(record), shop.at) : [];
  const outcome = before === null ? "created" : "updated";
  return commit(shop.db, [...writeStatements(shop.db, writing), told, ...notes], { record, outcome });
}

/** A handle and a SKU belong to one product each. */
async function takenBy(
  db: DrizzleD1Database,
  draft: ProductDraft,
  before: ProductRecord | null,
): Promise<CatalogRefusal | null> {
  const skus = draft.variants.map((variant) => variant.sku);
  const owners = await ownersOf(db, draft.handle, skus);
  if (owners.handle !== null && owners.handle !== before?.id) return { code: "handle_taken" };
  const foreign = skus.filter((sku) => owners.skus.has(sku) && owners.skus.get(sku) !== before?.id);
  return foreign.length > 0 ? { code: "sku_taken", skus: foreign } : null;
}

/** A SKU that stays keeps its variant's id. */
function writingOf(
  { ids, at }: Shop,
  draft: ProductDraft,
  { before, contentHash }: { before: ProductRecord | null; contentHash: string },
): Writing {
  const known = new Map(before?.variants.map((variant) => [variant.sku, variant.id]));
  const variants = draft.variants.map((variant) => ({ ...variant, id: known.get(variant.sku) ?? ids.mint("var") }));
  return { id: before?.id ?? ids.mint("prod"), draft: { ...draft, variants }, contentHash, before, at };
}

/** The record as it stands once the batch is in. Its number is the database's affair, and no view shows it. */
function recordOf({ id, draft, contentHash, before }: Writing): ProductRecord {
  const categorySlug = categoryRows(draft.category).at(-1)?.slug ?? null;
  return { ...draft, number: before?.number ?? 0, id, version: (before?.version ?? 0) + 1, contentHash, categorySlug };
}

function viewed<E>(written: Result<Written, E>): Result<ProductView, E> {
  return written.ok ? ok(viewOf(written.value.record)) : written;
}

/** What staff are answered: in the product's main currency. */
function viewOf(record: ProductRecord): ProductView {
  return productView(record, mainCurrency(record));
}
