import type { z } from "zod";
import type { Caller } from "../../../contracts/caller.ts";
import type { ProductQuery } from "../../../contracts/catalog.ts";
import type { SearchQuery } from "../../../contracts/search.ts";
import type { ProductId } from "../../../domain/kernel/ids.ts";
import { err, ok } from "../../../domain/kernel/result.ts";
import { HITS_MAX } from "../../../domain/search/criteria.ts";
import { answer, json } from "../../../http/answer.ts";
import { noQuery } from "../../../http/fields.ts";
import { CATALOGUE_CACHE } from "../../../http/headers.ts";
import { withAvailability } from "../availability.ts";
import type { Env } from "../env.ts";
import { currencyFor, defineRoute } from "../route.ts";
import * as schema from "../schemas/catalog.ts";

const read = { tag: "Catalogue", method: "get", access: "public", idempotency: "none" } as const;
const cached = () => CATALOGUE_CACHE;

export const catalogRoutes = [
  defineRoute({
    ...read,
    path: "/api/v1/products",
    operationId: "listProducts",
    summary: "List products",
    description: "Filter by an option with `option.<name>=<value>`, as in `option.Size=M`.",
    query: schema.productQuery,
    openQuery: "option",
    answers: { 200: { description: "A page of products", schema: schema.products } },
    handle: async ({ env, caller, query }) => {
      // The shop has no collections: none holds a product.
      if (query.collection !== undefined) return json(200, { items: [], nextCursor: null }, CATALOGUE_CACHE);
      const { q, sort } = query;
      const found =
        q === undefined || q === ""
          ? await env.CATALOG.products(caller, { ...filters(env, query), sort })
          : await env.SEARCH.products(caller, { ...filters(env, query), sort, q });
      return answer(200, found, cached);
    },
  }),
  defineRoute({
    ...read,
    path: "/api/v1/products/{productId}",
    operationId: "getProduct",
    summary: "Read a product by id or handle, with prices and stock",
    params: { productId: schema.idOrHandle },
    query: schema.currencyQuery,
    answers: { 200: { description: "The product", schema: schema.productView } },
    handle: async (call) => answer(200, await productFor(call), cached),
  }),
  defineRoute({
    ...read,
    path: "/api/v1/categories",
    operationId: "listCategories",
    summary: "Read the tree of categories",
    query: noQuery,
    answers: { 200: { description: "The roots, with their children", schema: schema.categories } },
    handle: async ({ env, caller }) =>
      json(200, { items: await env.CATALOG.categories(caller), nextCursor: null }, CATALOGUE_CACHE),
  }),
  defineRoute({
    ...read,
    path: "/api/v1/search",
    operationId: "searchProducts",
    summary: "Search products by words, with facets",
    description:
      `Every word must occur, the last one at least begun; narrow by an option with \`option.<name>=<value>\`. The newest ${HITS_MAX} ` +
      "hits are looked at: `total` is never more, and orders other than by relevance and age are among these. A facet is named as " +
      "the parameter that narrows by it; what was chosen of a facet is left out of its own counts. A value of `price` is the " +
      "range for `priceMin` and `priceMax`. A change of a product is found about a second later.",
    query: schema.searchQuery,
    openQuery: "option",
    answers: { 200: { description: "A page of hits", schema: schema.search } },
    handle: async ({ env, caller, query }) => {
      const { q, sort, tag, facets } = query;
      const asked: SearchQuery = {
        ...filters(env, query),
        ...(q === undefined ? {} : { q }),
        ...(sort === undefined ? {} : { sort }),
        ...(tag === undefined ? {} : { tag }),
      };
      return answer(200, await env.SEARCH.search(caller, asked, facets), cached);
    },
  }),
  defineRoute({
    ...read,
    path: "/api/v1/search/suggestions",
    operationId: "suggest",
    summary: "Suggest how a search may go on",
    description: "The typed words, the last one completed to a word of products that are there.",
    query: schema.suggestionsQuery,
    answers: {
      200: { description: "Suggestions, at most 8, those of most products first", schema: schema.suggestions },
    },
    handle: async ({ env, caller, query }) =>
      json(200, { suggestions: await env.SEARCH.suggestions(caller, query.q) }, CATALOGUE_CACHE),
  }),
  defineRoute({
    ...read,
    path: "/api/v1/admin/products/{productId}",
    operationId: "getProductAsStaff",
    summary: "Read a product, drafts too",
    tag: "Back office",
    access: "catalog:write",
    params: { productId: schema.idOrHandle },
    query: schema.currencyQuery,
    answers: { 200: { description: "The product", schema: schema.productView } },
    handle: async (call) => answer(200, await productFor(call)),
  }),
];

type ProductCall = {
  env: Env;
  caller: Caller;
  params: { productId: string };
  query: z.output<typeof schema.currencyQuery>;
  check(kind: "prod", text: string): ProductId | null;
};

async function productFor({ env, caller, params, query, check }: ProductCall) {
  const { productId } = params;
  if (productId.startsWith("prod_") && check("prod", productId) === null) return err({ code: "not_found" } as const);
  const found = await env.CATALOG.product(caller, productId, currencyFor(env, query.currency));
  return found.ok ? ok(await withAvailability(env.INVENTORY, caller, found.value)) : found;
}

type Filters = Omit<z.output<typeof schema.productQuery>, "collection" | "q" | "sort">;

/** What catalog's lists and search narrow by alike. */
function filters(env: Env, query: Filters): Omit<ProductQuery, "sort"> {
  const { limit, cursor, category, priceMin, priceMax, option } = query;
  return {
    limit,
    currency: currencyFor(env, query.currency),
    ...(cursor === undefined ? {} : { cursor }),
    ...(category === undefined ? {} : { category }),
    ...(option === undefined ? {} : { options: option }),
    ...(priceMin === undefined ? {} : { priceMinMinor: priceMin }),
    ...(priceMax === undefined ? {} : { priceMaxMinor: priceMax }),
  };
}
