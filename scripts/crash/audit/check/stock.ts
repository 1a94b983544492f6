import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import type { OrderBook } from "../fold/order.ts";
import type { StockBook } from "../fold/stock.ts";
import { int, text } from "../read/rows.ts";
import { rowsOf } from "../read/shop.ts";

/** I1: at every instant of a SKU's history held + sold <= received, and what was sold is what orders have bought. */
export function checkOversell({ stocks, orders }: Books, findings: Findings): void {
  for (const [sku, book] of stocks) {
    for (const wrong of book.wrong) findings.add("I1", sku, wrong);
    for (const [orderId, quantity] of book.sold) soldTo(orders.get(orderId), sku, quantity, findings);
  }
  for (const order of orders.values()) bought(order, stocks, findings);
}

function soldTo(order: OrderBook | undefined, sku: string, quantity: number, findings: Findings): void {
  const line = order?.terms.lines.find((each) => each.sku === sku);
  if (order === undefined || line === undefined) findings.add("I1", sku, `${quantity} were sold to no order`);
  else if (!order.confirmed) findings.add("I1", sku, `sold to ${order.id}, which was never confirmed`);
}

function bought(order: OrderBook, stocks: Books["stocks"], findings: Findings): void {
  if (order.holds !== "committed" && order.holds !== "restocked") return;
  for (const { sku, quantity, tracked } of order.terms.lines) {
    if (!tracked) continue;
    const book = stocks.get(sku);
    const given = (book?.sold.get(order.id) ?? 0) + (book?.backordered.get(order.id) ?? 0);
    if (given !== quantity) findings.add("I1", order.id, `has bought ${quantity} of ${sku}, and was given ${given}`);
    if (order.holds === "restocked") {
      const [back, out] = [book?.restocked.get(order.id) ?? 0, book?.sold.get(order.id) ?? 0];
      if (back !== out) findings.add("I2", order.id, `${out} of ${sku} went out, ${back} came back`);
    }
  }
}

/** I2: on hand = available + held, and the sum of the ledger is what the levels say. */
export function checkConservation({ shop, stocks }: Books, findings: Findings): void {
  for (const [sku, tables] of shop.stockTables) {
    const book = stocks.get(sku);
    if (book === undefined) continue;
    const levels = new Map(rowsOf(tables, "levels").map((row) => [text(row, "location"), row]));
    for (const location of new Set([...levels.keys(), ...book.shelves.keys()])) {
      const row = levels.get(location);
      const { onHand, held } = book.shelves.get(location) ?? { onHand: 0, held: 0 };
      const found = row && [int(row, "on_hand"), int(row, "held"), int(row, "available")];
      findings.same("I2", `${sku} at ${location}`, "its level [on hand, held, available]", [
        found,
        [onHand, held, onHand - held],
      ]);
    }
    settled(
      sku,
      book,
      new Map(rowsOf(tables, "settled").map((row) => [text(row, "key"), text(row, "outcome")])),
      findings,
    );
  }
}

/** What the SKU remembers of orders that are over is what happened. */
function settled(sku: string, book: StockBook, kept: Map<string, string>, findings: Findings): void {
  for (const orderId of book.sold.keys()) {
    findings.same("I2", sku, `what it remembers of ${orderId}`, [kept.get(orderId), "committed"]);
  }
  for (const orderId of book.released) {
    findings.same("I2", sku, `what it remembers of ${orderId}`, [kept.get(orderId), "released"]);
  }
}
