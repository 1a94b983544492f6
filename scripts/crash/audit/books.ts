import { join } from "node:path";
import { foldOrder, type OrderBook } from "./fold/order.ts";
import { foldStock, type StockBook } from "./fold/stock.ts";
import { Databases } from "./read/database.ts";
import { type Asked, readJournal } from "./read/journal.ts";
import { type Mail, readMailbox } from "./read/mailbox.ts";
import { copyState } from "./read/mirror.ts";
import { type Provider, readProvider } from "./read/provider.ts";
import { readShop, type Shop } from "./read/shop.ts";

/** Everything there is to compare, read at one moment. */
export type Books = {
  /** Epoch ms. */
  now: number;
  shop: Shop;
  orders: ReadonlyMap<string, OrderBook>;
  stocks: ReadonlyMap<string, StockBook>;
  provider: Provider;
  /** As they came. */
  mailbox: Mail[];
  asked: Asked[];
};

/** Where a run of the crash test keeps what. */
export const PLACES = {
  shop: "shop",
  state: "shop/state",
  provider: "stripe",
  mailbox: "mailbox",
  journal: "journal.jsonl",
  copy: "audit",
} as const;

/** Reads the books of a run, again and again. */
export class Reader {
  readonly #folder: string;
  readonly #databases = new Databases();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Copies what the shop has written since, and reads it. Throws where the shop was writing at that moment. */
  read(): Books {
    copyState(join(this.#folder, PLACES.state), join(this.#folder, PLACES.copy));
    return this.readCopy();
  }

  /** Reads the copy as it is. */
  readCopy(): Books {
    const shop = readShop(join(this.#folder, PLACES.copy), this.#databases);
    return {
      now: Date.now(),
      shop,
      orders: new Map(
        [...shop.orders].flatMap(([id, events]) => {
          const book = foldOrder(id, events);
          return book === null ? [] : [[id, book] as const];
        }),
      ),
      stocks: new Map([...shop.stocks].map(([sku, events]) => [sku, foldStock(events)])),
      provider: readProvider(join(this.#folder, PLACES.provider, "journal.jsonl")),
      mailbox: readMailbox(join(this.#folder, PLACES.mailbox, "journal.jsonl")),
      asked: readJournal(join(this.#folder, PLACES.journal)),
    };
  }
}
