import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import { capturedMinor, type OrderBook, refundedMinor } from "../fold/order.ts";

/** A deadline is kept by a timer, and a timer may be late. */
const LATE_MS = 90_000;
const WAIT_MS = 30 * 60_000;

/** I5: every order has come to an end, or waits for its shopper and may. */
export function checkEnds({ orders, now }: Books, findings: Findings): void {
  for (const order of orders.values()) {
    for (const why of unfinished(order, now)) findings.add("I5", order.id, `${order.status}: ${why}`);
  }
}

/** What an order has yet to do. */
export function unfinished(order: OrderBook, now: number): string[] {
  return [...ofStatus(order, now), ...ofPayments(order, now), ...ofGoods(order)];
}

function ofStatus(order: OrderBook, now: number): string[] {
  if (order.status === "pending") {
    if (order.cancelAsked) return ["a cancellation is not done"];
    if (now > order.waitsUntil + LATE_MS) return ["its time is over"];
    const waits = !order.endsOnDecline || [...order.attempts.values()].some(({ status }) => status === "waiting");
    return waits ? [] : ["nobody pays it any more"];
  }
  if (order.confirmed && order.shipments.length === 0) return ["its shipment was never arranged or refused"];
  const owed = order.status === "cancelled" && capturedMinor(order) > refundedMinor(order);
  return owed ? ["its money was not given back"] : [];
}

function ofPayments(order: OrderBook, now: number): string[] {
  const attempts = [...order.attempts].flatMap(([n, { status, ref, shut, askedAt }]) => {
    const waits = status === "waiting" && order.status !== "cancelled" && now < askedAt + WAIT_MS + LATE_MS;
    const open = ["asked", "waiting", "authorised"].includes(status) && !waits;
    const ajar = ["declined", "mismatched", "capture_refused"].includes(status) && ref !== null && !shut;
    return open || ajar ? [`payment ${n} is ${status}`] : [];
  });
  const refunds = [...order.refunds].filter(([, { status }]) => status === "asked" || status === "pending");
  return [...attempts, ...refunds.map(([id, { status }]) => `the refund ${id} is ${status}`)];
}

function ofGoods({ holds, cart, confirmed, status }: OrderBook): string[] {
  const over = confirmed || status === "cancelled";
  const goods = (holds === "held" && over) || (holds === "committed" && status === "cancelled");
  const bag = cart === "handed" || (cart === "closed" && status === "cancelled" && !confirmed);
  return [...(goods ? [`its goods are ${holds}`] : []), ...(bag ? [`its cart is ${cart}`] : [])];
}

/** I6: no goods are held and no money is set aside for what is over, or beyond its time. */
export function checkDangling({ stocks, orders, provider, now }: Books, findings: Findings): void {
  for (const [sku, { holds }] of stocks) {
    for (const [orderId, { until }] of holds) {
      const order = orders.get(orderId);
      if (order !== undefined && order.holds !== "held") findings.add("I6", sku, `holds for ${orderId}, which is over`);
      else if (order === undefined && now > until + LATE_MS)
        findings.add("I6", sku, `holds for ${orderId} beyond its time`);
    }
  }
  for (const order of orders.values()) {
    if (order.holds !== "held" || order.status !== "pending") continue;
    for (const { sku, tracked } of order.terms.lines) {
      if (tracked && !stocks.get(sku)?.holds.has(order.id))
        findings.add("I6", order.id, `waits, and ${sku} is not held`);
    }
  }
  for (const { id, orderId, status } of provider.intents) {
    if (status === "canceled" || status === "succeeded") continue;
    const order = orders.get(orderId);
    const waits = order?.status === "pending" && status === "requires_action";
    if (!waits) findings.add("I6", orderId, `${id} is ${status}, and the order ${order?.status ?? "does not exist"}`);
  }
}

/** I14: nothing went where it may not go. */
export function checkGraph({ orders, shop }: Books, findings: Findings): void {
  for (const order of orders.values()) for (const wrong of order.wrong) findings.add("I14", order.id, wrong);
  for (const id of shop.orders.keys()) if (!orders.has(id)) findings.add("I14", id, "does not begin with being placed");
}
