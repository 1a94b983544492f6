import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import { capturedMinor, type OrderBook, refundedMinor } from "../fold/order.ts";
import { type Answered, type Asked, isPromise } from "../read/journal.ts";
import { int, list, object, optional, text } from "../read/rows.ts";

/** I9: what a shopper or the staff were told is so. */
export function checkPromises(books: Books, findings: Findings): void {
  for (const asked of books.asked) {
    for (const answer of asked.answers.filter(isPromise)) {
      for (const why of broken(books, asked, answer)) findings.add("I9", `request ${asked.n} (${asked.kind})`, why);
    }
  }
  keptProducts(books, findings);
}

/** What is not so of an answer. */
function broken(books: Books, asked: Asked, answer: Answered): string[] {
  switch (asked.kind) {
    case "order":
    case "cancel":
    case "ship":
    case "pay": {
      const id = String(answer.body.orderId ?? answer.body.id ?? "");
      const order = books.orders.get(id);
      return order === undefined ? [`${id} does not exist`] : ofOrder(asked, answer, order);
    }
    case "refund":
      return ofRefund(books, answer);
    case "adjust":
      return ofStock(books, asked, answer);
    default:
      return [];
  }
}

function ofOrder({ kind, body: asked }: Asked, { body }: Answered, order: OrderBook): string[] {
  const { id, status } = order;
  const found: string[] = [];
  if (body.status === "confirmed" && !order.confirmed) found.push(`${id} was confirmed, and is ${status}`);
  if (body.paid === true && capturedMinor(order) < order.terms.totalMinor) found.push(`${id} was paid, and is not`);
  if (kind === "cancel") {
    if (status !== "cancelled") found.push(`${id} was cancelled, and is ${status}`);
    if (capturedMinor(order) !== refundedMinor(order)) found.push(`${id} was cancelled, and its money is not back`);
  }
  if (kind === "ship") {
    const reached = asked.status === "delivered" ? ["delivered"] : ["fulfilled", "delivered"];
    if (!reached.includes(status)) found.push(`${id} was ${String(asked.status)}, and is ${status}`);
  }
  if (kind === "pay" && order.attempts.size === 0) found.push(`${id} was being paid, and nobody has tried`);
  return found;
}

function ofRefund({ orders, provider }: Books, { body }: Answered): string[] {
  const [id, amount] = [text(body, "id"), int(object(body, "amount"), "minor")];
  const order = [...orders.values()].find(({ refunds }) => refunds.has(id));
  const refund = order?.refunds.get(id);
  if (refund === undefined) return [`${id} does not exist`];
  const given = provider.refunds.filter((each) => each.refundId === id && each.status !== "failed");
  return [
    ...(refund.amountMinor === amount ? [] : [`${id} gives back ${refund.amountMinor}, not ${amount}`]),
    ...(refund.status !== "succeeded" || given.length === 1 ? [] : [`${id} was given ${given.length} times`]),
  ];
}

/** The reason names the request, so that each change can be told from all others. */
function ofStock({ stocks }: Books, asked: Asked, { body }: Answered): string[] {
  const changes = list(asked.body, "changes");
  return list(body, "results").flatMap((result, index) => {
    const change = changes[index];
    if (change === undefined || optional(result, "code") !== null) return [];
    const [sku, delta] = [text(change, "sku"), int(change, "delta")];
    const made = stocks.get(sku)?.adjustments.filter(({ reason }) => reason === change.reason) ?? [];
    const isDone = made.length === 1 && made[0]?.delta === delta;
    return isDone ? [] : [`${sku} was moved by ${delta}, and it was done ${made.length} times`];
  });
}

/** What was promised last of a SKU is so: that it is for sale or not, and its price. A product is changed by one after the other. */
function keptProducts({ asked, shop }: Books, findings: Findings): void {
  const promised = new Map<string, { at: number; wanted: [status: string, minor: unknown] }>();
  for (const { answers, shown } of asked) {
    const [first, sku] = [answers.find(isPromise), optional(shown, "sku")];
    if (first === undefined || sku === null) continue;
    if ((promised.get(sku)?.at ?? 0) > first.at) continue;
    promised.set(sku, { at: first.at, wanted: [text(shown, "status"), shown.minor] });
  }
  for (const [sku, { wanted }] of promised) {
    const variant = shop.lists.variants.find((row) => row.sku === sku);
    const product = shop.lists.products.find(({ number }) => number === variant?.product);
    const price = shop.lists.prices.find((row) => row.sku === sku && row.currency === "USD");
    findings.same("I9", sku, "whether it is for sale, and its price", [
      [product?.status ?? "gone", price?.minor ?? null],
      wanted,
    ]);
  }
}
