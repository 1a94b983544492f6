import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import { capturedMinor, type OrderBook, refundedMinor } from "../fold/order.ts";
import type { Intent, Provider } from "../read/provider.ts";
import { sum } from "../read/rows.ts";

const LIVE = ["requires_action", "requires_capture", "processing", "succeeded"];

/** I3: what the provider has taken and given back is what the orders say, in all and one by one. */
export function checkMoney({ orders, provider }: Books, findings: Findings): void {
  const intents = Map.groupBy(provider.intents, ({ orderId }) => orderId);
  for (const [orderId, its] of intents) {
    const order = orders.get(orderId);
    if (order !== undefined) oneOrder(order, its, provider, findings);
    else if (its.some(({ received }) => received > 0))
      findings.add("I3", orderId, "was paid, and there is no such order");
  }
  for (const order of orders.values()) {
    if (!intents.has(order.id) && capturedMinor(order) > 0) findings.add("I3", order.id, "says it was paid: not by us");
  }
  const books = [...orders.values()];
  const paid = books.filter((order) => capturedMinor(order) > 0);
  const ours = sum(paid.map(({ terms }) => terms.totalMinor)) - sum(books.map(refundedMinor));
  const given = sum(provider.refunds.filter(isGiven).map(({ amount }) => amount));
  findings.same("I3", "all orders", "what the provider took less what it gave back", [
    sum(provider.intents.map(({ received }) => received)) - given,
    ours,
  ]);
  findings.same("I3", "all orders", "what the provider's charges say was taken", [
    provider.chargedMinor,
    sum(provider.intents.map(({ received }) => received)),
  ]);
}

const isGiven = ({ status }: { status: string }) => status !== "failed";

function oneOrder(order: OrderBook, intents: readonly Intent[], provider: Provider, findings: Findings): void {
  const captured = intents.filter(({ received }) => received > 0);
  if (captured.length > 1) findings.add("I3", order.id, `was paid ${captured.length} times`);
  const received = sum(captured.map((intent) => intent.received));
  if (received > order.terms.totalMinor)
    findings.add("I3", order.id, `${received} were taken of ${order.terms.totalMinor}`);
  findings.same("I3", order.id, "what it says was captured", [capturedMinor(order), received]);
  const refunds = provider.refunds.filter((refund) => intents.some(({ id }) => id === refund.intent));
  const given = sum(refunds.filter(isGiven).map(({ amount }) => amount));
  if (given > received) findings.add("I3", order.id, `${given} were given back of ${received}`);
  findings.same("I3", order.id, "what it says was given back", [refundedMinor(order), given]);
  for (const [refundId, same] of Map.groupBy(refunds.filter(isGiven), (refund) => refund.refundId)) {
    if (same.length > 1) findings.add("I3", order.id, `the refund ${refundId} was given ${same.length} times`);
  }
}

/** I4, its second half: an order has one live payment at the most. */
export function checkLiveIntents({ provider }: Books, findings: Findings): void {
  const live = provider.intents.filter(({ status }) => LIVE.includes(status));
  for (const [orderId, intents] of Map.groupBy(live, (intent) => intent.orderId)) {
    if (intents.length > 1) findings.add("I4", orderId, `has ${intents.length} live payments`);
  }
}

/** I13: what is charged is what the order says, its sums add up, and its shopper was shown it before. */
export function checkPrices({ orders, provider, asked }: Books, findings: Findings): void {
  for (const { id, orderId, amount, currency } of provider.intents) {
    const terms = orders.get(orderId)?.terms;
    if (terms === undefined) continue;
    findings.same("I13", orderId, `the amount of ${id}`, [
      [amount, currency],
      [terms.totalMinor, terms.currency],
    ]);
  }
  for (const { id, terms } of orders.values()) {
    const { subtotal, discount, shipping, tax } = terms.sums;
    const total = subtotal - discount + shipping + (terms.taxIncluded ? 0 : tax);
    findings.same("I13", id, "its total", [terms.totalMinor, total]);
    findings.same("I13", id, "its subtotal", [
      subtotal,
      sum(terms.lines.map(({ unitMinor, quantity }) => unitMinor * quantity)),
    ]);
  }
  for (const { kind, shown, answers } of asked) {
    if (kind !== "order" || typeof shown.totalMinor !== "number") continue;
    for (const { body } of answers) {
      const order = orders.get(String(body.id ?? ""));
      if (order) findings.same("I13", order.id, "its total", [order.terms.totalMinor, shown.totalMinor]);
    }
  }
}
