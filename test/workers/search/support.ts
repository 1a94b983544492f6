import { env as bindings } from "cloudflare:workers";
import type { Caller } from "../../../contracts/caller.ts";
import type { EventsApi } from "../../../contracts/events.ts";
import type { SearchApi, SearchPage, SearchQuery } from "../../../contracts/search.ts";
import index from "../../../d1/migrations/search/0001_index.sql?raw";
import applied from "../../../d1/migrations/search/0002_applied.sql?raw";
import { projectProducts } from "../../../queues/consumers/catalog/search.ts";
import type { Delivery, Envelope } from "../../../queues/envelope.ts";
import type { ListedProduct } from "../../../queues/events/product.ts";
import { consume } from "../../../queues/kernel/apply-once.ts";
import { database } from "../../../workers/kernel/d1.ts";
import { deliver } from "../../support/consuming.ts";
import { envelope } from "../../support/events.ts";
import { migrate } from "../../support/migrate.ts";

export const { DB, SEARCH } = bindings as unknown as { DB: D1Database; SEARCH: SearchApi };
export const db = database(DB);
export const guest: Caller = { kind: "guest", tokens: {} };

/** The database is made once for all files of the project: tests differ by currencies, words and ids. */
export const prepared = () => migrate(DB, index, applied);

let numbers = 0;

type Variant = ListedProduct["variants"][number];
type Given = Partial<Omit<ListedProduct, "variants">> & { variants?: Partial<Variant>[] };

/** A product as its events tell it, version after version. */
export class Product {
  readonly id: string;
  readonly number = ++numbers;
  #version = 0;

  constructor(id: string) {
    this.id = `prod_${id}`;
  }

  listed({ variants, ...given }: Given): Envelope {
    const sku = this.id.slice("prod_".length).toUpperCase();
    const data: ListedProduct = {
      ...{
        productId: this.id,
        number: this.number,
        version: ++this.#version,
        contentHash: "hash",
        handle: sku.toLowerCase(),
      },
      ...{ title: `Thing ${sku}`, description: "", category: [], categorySlug: null, tags: [], options: [], media: [] },
      ...given,
      variants: (variants ?? [{}]).map((variant, place) => ({
        ...{ id: `var_${sku}${place}`, sku: `${sku}-${place}`, options: [], prices: { USD: 1_900 } },
        ...{ taxClass: "standard" as const, weightGrams: 1, trackStock: true, backorder: false },
        ...variant,
      })),
    };
    return envelope(`product/${this.id}`, this.#version, { type: "ProductListed", data });
  }

  unlisted(): Envelope {
    const data = { productId: this.id, version: ++this.#version };
    return envelope(`product/${this.id}`, this.#version, { type: "ProductUnlisted", data });
  }
}

const acknowledges = { ack: async () => {} } as unknown as EventsApi;

/** What the Worker's queue handler does with events, at most a hundred at a time. */
export async function happens(...envelopes: Envelope[]): Promise<void> {
  for (let from = 0; from < envelopes.length; from += 100) {
    await deliver(deliveriesOf(envelopes.slice(from, from + 100)), (batch) =>
      consume(batch, { db, subscriber: "search-index", events: acknowledges }, projectProducts),
    );
  }
}

export function deliveriesOf(envelopes: readonly Envelope[]): Delivery[] {
  return envelopes.map((each, place) => ({ partition: 0, offset: place + 1, envelope: each }));
}

/** Lists a product, once and for all. */
export async function put(...given: (Given & { id: string })[]): Promise<void> {
  await happens(...given.map(({ id, ...content }) => new Product(id).listed(content)));
}

/** The page of a search that is not refused. */
export async function found(query: Partial<SearchQuery>, facets?: string[]): Promise<SearchPage> {
  const page = await SEARCH.search(guest, { currency: "USD", limit: 100, ...query }, facets);
  if (!page.ok) throw new Error(JSON.stringify(page.error));
  return page.value;
}

export const handles = async (query: Partial<SearchQuery>) => (await found(query)).items.map(({ handle }) => handle);

const rows = async (statement: string) => (await DB.prepare(statement).all()).results;

/** All that lies in the index, or in its twin: also each word of FTS5, where it stands. */
export async function contentOf(suffix: "" | "_next") {
  const vocabulary = `vocabulary${suffix}`;
  await DB.prepare(`CREATE VIRTUAL TABLE IF NOT EXISTS ${vocabulary} USING fts5vocab(words${suffix}, instance)`).run();
  const words = await rows(`SELECT term, doc, col, offset FROM ${vocabulary} ORDER BY 2, 3, 4`);
  await DB.prepare(`DROP TABLE ${vocabulary}`).run();
  return {
    goods: await rows(`SELECT * FROM goods${suffix} ORDER BY number`),
    listing: await rows(`SELECT * FROM listing${suffix} ORDER BY 1, 2`),
    facets: await rows(`SELECT * FROM facets${suffix} ORDER BY 1, 2, 3`),
    terms: await rows(`SELECT * FROM terms${suffix} ORDER BY 1, 2`),
    words,
  };
}
