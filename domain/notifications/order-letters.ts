import type { Address } from "../kernel/address.ts";
import { unreachable } from "../kernel/assert.ts";
import { money } from "../kernel/money.ts";
import type { OrderView } from "../orders/types.ts";
import type { Block, Letter, Sender } from "./letter.ts";
import type { OrderOccasion } from "./occasion.ts";
import type { Words } from "./words.ts";

/** The order as its mails show it, and where it goes. */
export type OrderFacts = { order: OrderView; shippingAddress: Address };

export function orderLetter(occasion: OrderOccasion, facts: OrderFacts, words: Words, sender: Sender): Letter {
  switch (occasion.template) {
    case "order_confirmed":
      return confirmed(facts, words, sender);
    case "order_shipped":
      return shipped(occasion, facts, words);
    case "order_cancelled":
      return cancelled(facts, words);
    case "order_refunded":
      return refunded(occasion, facts.order, words);
    default:
      return unreachable(occasion);
  }
}

function confirmed({ order, shippingAddress }: OrderFacts, words: Words, sender: Sender): Letter {
  const { subject, heading, next } = words.confirmed;
  return {
    subject: subject(order.number),
    heading,
    blocks: [
      { kind: "paragraph", text: next },
      about(order, words),
      goods(order, words),
      sums(order, words),
      address(shippingAddress, words),
      { kind: "action", label: words.visit, url: sender.url },
    ],
  };
}

type Shipped = Extract<OrderOccasion, { template: "order_shipped" }>;

function shipped({ carrier, trackingNumber }: Shipped, { order, shippingAddress }: OrderFacts, words: Words): Letter {
  const { subject, heading, next, tracking } = words.shipped;
  const facts = [
    { label: words.order.number, value: order.number },
    carrier === null
      ? { label: words.sums.shipping, value: order.shippingOption.title }
      : { label: words.order.sentBy, value: carrier },
    ...(trackingNumber === null ? [] : [{ label: tracking, value: trackingNumber }]),
  ];
  return {
    subject: subject(order.number),
    heading,
    blocks: [
      { kind: "facts", rows: facts },
      goods(order, words),
      address(shippingAddress, words),
      { kind: "paragraph", text: next },
    ],
  };
}

function cancelled({ order }: OrderFacts, words: Words): Letter {
  const { subject, heading, paid, unpaid } = words.cancelled;
  const captured = order.payment?.captured;
  const owed = captured !== undefined && captured.minor > 0 ? paid(words.amount(captured)) : unpaid;
  return {
    subject: subject(order.number),
    heading,
    blocks: [{ kind: "paragraph", text: owed }, about(order, words), goods(order, words)],
  };
}

type Refunded = Extract<OrderOccasion, { template: "order_refunded" }>;

function refunded({ amountMinor, refundedMinor }: Refunded, order: OrderView, words: Words): Letter {
  const { subject, heading, next, amount, inAll, left } = words.refunded;
  const written = (minor: number) => words.amount(money(minor, order.currency));
  const now = written(amountMinor);
  return {
    subject: subject(order.number, now),
    heading: heading(now),
    blocks: [
      { kind: "paragraph", text: next },
      about(order, words),
      {
        kind: "sums",
        rows: [
          { label: amount, amount: now, strong: true },
          { label: inAll, amount: written(refundedMinor), strong: false },
          { label: left, amount: written(Math.max(order.totals.total.minor - refundedMinor, 0)), strong: false },
        ],
      },
    ],
  };
}

function about(order: OrderView, words: Words): Block {
  return {
    kind: "facts",
    rows: [
      { label: words.order.number, value: order.number },
      { label: words.order.placed, value: words.day(Date.parse(order.placedAt)) },
    ],
  };
}

/** Lines before discounts: with the sums below they add up to the total. */
function goods(order: OrderView, words: Words): Block {
  return {
    kind: "lines",
    rows: order.lines.map(({ title, quantity, unitPrice }) => ({
      title,
      detail: words.order.quantity(quantity, words.amount(unitPrice)),
      amount: words.amount(money(unitPrice.minor * quantity, order.currency)),
    })),
  };
}

function sums({ totals, discounts, shippingOption }: OrderView, words: Words): Block {
  const { amount } = words;
  const plain = (label: string, text: string) => ({ label, amount: text, strong: false });
  const tax = plain(totals.taxIncluded ? words.sums.taxIncluded : words.sums.tax, amount(totals.tax));
  return {
    kind: "sums",
    rows: [
      plain(words.sums.subtotal, amount(totals.subtotal)),
      ...discounts.map((each) => plain(each.title, `−${amount(each.amount)}`)),
      plain(`${words.sums.shipping} (${shippingOption.title})`, amount(totals.shipping)),
      ...(totals.taxIncluded ? [] : [tax]),
      { label: words.sums.total, amount: amount(totals.total), strong: true },
      ...(totals.taxIncluded ? [tax] : []),
    ],
  };
}

/** As the shopper gave it, the country by its name. */
function address({ name, line1, line2, city, region, postalCode, country }: Address, words: Words): Block {
  const place = [postalCode, city, region].filter((part) => part !== undefined && part !== "").join(" ");
  const lines = [name, line1, line2, place, words.country(country)].filter((line) => line !== undefined && line !== "");
  return { kind: "address", heading: words.order.sentTo, lines: lines as string[] };
}
