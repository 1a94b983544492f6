import type { CategoryNode, ProductDraft, ProductSummary, ProductView, SaleVariant } from "../domain/catalog/types.ts";
import type { Currency } from "../domain/kernel/currency.ts";
import type { ProductId, Sku } from "../domain/kernel/ids.ts";
import type { Result } from "../domain/kernel/result.ts";
import type { Caller, CommandMeta, CommonRefusal, FieldError, Page, PageRequest } from "./caller.ts";

/** Filters add up: all must hold. Prices in minor units of `currency`, both ends included. */
export type ProductQuery = PageRequest & {
  currency: Currency;
  /** Slug of a category; its subtree is meant. */
  category?: string;
  sort: "newest" | "title" | "price_asc" | "price_desc";
  /** Option name -> wanted value, all must hold for one variant. */
  options?: Record<string, string>;
  priceMinMinor?: number;
  priceMaxMinor?: number;
};

/** The catalogue as shoppers and other Workers read it. Only published products, except where staff ask. */
export interface CatalogApi {
  products(caller: Caller, query: ProductQuery): Promise<Result<Page<ProductSummary>, CommonRefusal>>;
  /** By id or handle. Staff with `catalog:write` see drafts too. */
  product(caller: Caller, idOrHandle: string, currency: Currency): Promise<Result<ProductView, CommonRefusal>>;
  /** From caches at most 2 s old. One place per asked SKU, null where it is not for sale in the currency. At most 100. */
  variants(caller: Caller, skus: Sku[], currency: Currency): Promise<(SaleVariant | null)[]>;
  /** From the database, one statement: what an order is priced with. At most 100. */
  pricesNow(caller: Caller, skus: Sku[], currency: Currency): Promise<(SaleVariant | null)[]>;
  /** The SKU to sell for each product id where it has exactly one variant; null otherwise. */
  soleSkus(caller: Caller, productIds: ProductId[]): Promise<(Sku | null)[]>;
  categories(caller: Caller): Promise<CategoryNode[]>;
  ready(caller: Caller): Promise<void>;
}

export type CatalogRefusal =
  | CommonRefusal
  | { code: "handle_taken" }
  | { code: "sku_taken"; skus: Sku[] }
  | { code: "version_conflict" }
  | { code: "invalid_product"; errors: FieldError[] };

/** What one draft of an import did. */
export type ImportOutcome = "created" | "updated" | "unchanged";

/** Write access to the catalogue: a separate entrypoint, bound only by the gateway. Asks for `catalog:write`. */
export interface CatalogAdminApi {
  create(caller: Caller, meta: CommandMeta, draft: ProductDraft): Promise<Result<ProductView, CatalogRefusal>>;
  replace(
    caller: Caller,
    meta: CommandMeta,
    id: ProductId,
    draft: ProductDraft,
  ): Promise<Result<ProductView, CatalogRefusal>>;
  remove(caller: Caller, meta: CommandMeta, id: ProductId): Promise<Result<null, CatalogRefusal>>;
  /** By handle: creates, updates, or leaves alone what is equal already. At most 50 drafts; one result for each, in order. */
  upsert(
    caller: Caller,
    meta: CommandMeta,
    drafts: ProductDraft[],
  ): Promise<Result<Result<{ id: ProductId; outcome: ImportOutcome }, CatalogRefusal>[], CommonRefusal>>;
}
