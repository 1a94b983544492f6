import { int, list, type Row, sum, text } from "../read/rows.ts";
import type { Told } from "../read/shop.ts";

type Shelf = { onHand: number; held: number };
export type Hold = { until: number; quantity: number; backordered: number };
type Move = { location: string; onHand: number; held: number };

/** A SKU as its events tell it, and what was wrong on the way. */
export type StockBook = {
  shelves: Map<string, Shelf>;
  holds: Map<string, Hold>;
  /** Pieces that left for an order, and came back from one. */
  sold: Map<string, number>;
  backordered: Map<string, number>;
  restocked: Map<string, number>;
  released: Set<string>;
  /** What was said of it in the log, in order: pieces left to sell. */
  said: { available: number; at: number }[];
  adjustments: { reason: string; delta: number }[];
  wrong: string[];
};

/** Adds up a SKU's history, looking at every instant of it. */
export function foldStock(events: readonly Told[]): StockBook {
  const book: StockBook = {
    shelves: new Map(),
    holds: new Map(),
    sold: new Map(),
    backordered: new Map(),
    restocked: new Map(),
    released: new Set(),
    said: [],
    adjustments: [],
    wrong: [],
  };
  for (const event of events) step(book, event);
  return book;
}

function step(book: StockBook, { version, type, at, data }: Told): void {
  const moves = movesOf(type, data);
  for (const { location, onHand, held } of moves) {
    const shelf = book.shelves.get(location) ?? { onHand: 0, held: 0 };
    const after = { onHand: shelf.onHand + onHand, held: shelf.held + held };
    book.shelves.set(location, after);
    if (after.held < 0 || after.onHand < after.held) {
      book.wrong.push(`after event ${version} (${type}) ${location} has ${after.onHand} and holds ${after.held}`);
    }
  }
  note(book, type, data, version);
  const change = sum(moves.map(({ onHand, held }) => onHand - held));
  if (change !== 0) book.said.push({ available: availableOf(book), at });
}

export const availableOf = ({ shelves }: StockBook): number =>
  sum([...shelves.values()].map(({ onHand, held }) => onHand - held));

function movesOf(type: string, data: Row): Move[] {
  switch (type) {
    case "HoldTaken":
      return parts(data, 0, 1);
    case "HoldReleased":
      return parts(data, 0, -1);
    case "HoldsExpired":
      return list(data, "holds").flatMap((hold) => parts(hold, 0, -1));
    case "HoldCommitted":
      return parts(data, -1, -1);
    case "StockRestocked":
      return parts(data, 1, 0);
    case "StockAdjusted":
      return [{ location: text(data, "location"), onHand: int(data, "delta"), held: 0 }];
    default:
      return [];
  }
}

function parts(data: Row, onHand: number, held: number): Move[] {
  return list(data, "parts").map((part) => {
    const quantity = int(part, "quantity");
    return { location: text(part, "location"), onHand: onHand * quantity, held: held * quantity };
  });
}

const quantityOf = (data: Row) => sum(list(data, "parts").map((part) => int(part, "quantity")));

function note(book: StockBook, type: string, data: Row, version: number): void {
  const { holds } = book;
  const end = (orderId: string, wanted: number) => {
    const hold = holds.get(orderId);
    const held = hold === undefined ? 0 : hold.quantity - hold.backordered;
    if (held !== wanted) book.wrong.push(`event ${version} (${type}) ends a hold of ${wanted}, but ${held} were held`);
    holds.delete(orderId);
  };
  switch (type) {
    case "HoldTaken": {
      const [orderId, quantity, backordered] = [text(data, "orderId"), int(data, "quantity"), int(data, "backordered")];
      if (holds.has(orderId)) book.wrong.push(`event ${version} holds for ${orderId} a second time`);
      if (quantityOf(data) + backordered !== quantity) book.wrong.push(`event ${version} holds another quantity`);
      holds.set(orderId, { until: int(data, "until"), quantity, backordered });
      return;
    }
    case "HoldRenewed": {
      const hold = holds.get(text(data, "orderId"));
      if (hold) holds.set(text(data, "orderId"), { ...hold, until: int(data, "until") });
      return;
    }
    case "HoldsExpired":
      for (const hold of list(data, "holds")) end(text(hold, "orderId"), quantityOf(hold));
      return;
    case "HoldReleased":
      end(text(data, "orderId"), quantityOf(data));
      book.released.add(text(data, "orderId"));
      return;
    case "HoldCommitted": {
      const orderId = text(data, "orderId");
      end(orderId, quantityOf(data));
      if (book.sold.has(orderId)) book.wrong.push(`event ${version} sells to ${orderId} a second time`);
      book.sold.set(orderId, quantityOf(data));
      book.backordered.set(orderId, int(data, "backordered"));
      return;
    }
    case "StockRestocked": {
      const orderId = text(data, "orderId");
      book.restocked.set(orderId, (book.restocked.get(orderId) ?? 0) + quantityOf(data));
      return;
    }
    case "StockAdjusted":
      book.adjustments.push({ reason: text(data, "reason"), delta: int(data, "delta") });
      return;
    default:
      book.wrong.push(`event ${version} is of an unknown type, ${type}`);
  }
}
