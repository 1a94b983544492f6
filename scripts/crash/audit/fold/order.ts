import { int, list, object, optional, type Row, text } from "../read/rows.ts";
import type { Told } from "../read/shop.ts";
import { ATTEMPT_MOVES, HOLDS_MOVES, moveOf, STATUS_MOVES } from "./order-graph.ts";

/** An order waits so long for its shopper. */
const WAIT_MS = 30 * 60_000;

export type Attempt = { status: string; ref: string | null; askedAt: number; capturedMinor: number; shut: boolean };
export type OrderRefund = { amountMinor: number; status: string };
export type Line = {
  sku: string;
  quantity: number;
  tracked: boolean;
  unitMinor: number;
  title: string;
  totalMinor: number;
};

export type Terms = {
  customerId: string | null;
  cartId: string | null;
  currency: string;
  lines: Line[];
  totalMinor: number;
  sums: { subtotal: number; discount: number; shipping: number; tax: number };
  taxIncluded: boolean;
};

/** An order as its events tell it, and what was wrong on the way. */
export type OrderBook = {
  id: string;
  version: number;
  terms: Terms;
  status: string;
  confirmed: boolean;
  placedAt: number;
  waitsUntil: number;
  endsOnDecline: boolean;
  cancelAsked: boolean;
  attempts: Map<number, Attempt>;
  refunds: Map<string, OrderRefund>;
  holds: string;
  backordered: number;
  cart: string;
  shipments: string[];
  /** Its status after each event, from version 1. */
  statuses: string[];
  wrong: string[];
};

/** Null where nothing was placed: an order begins with nothing else. */
export function foldOrder(id: string, events: readonly Told[]): OrderBook | null {
  const [first, ...rest] = events;
  if (first?.type !== "OrderPlaced") return null;
  const book = placed(id, first);
  for (const event of rest) {
    step(book, event);
    book.version = event.version;
    book.statuses.push(book.status);
  }
  return book;
}

function placed(id: string, { version, at, data }: Told): OrderBook {
  const terms = termsOf(object(data, "terms"));
  return {
    id,
    version,
    terms,
    status: "pending",
    confirmed: false,
    placedAt: at,
    waitsUntil: at + WAIT_MS,
    endsOnDecline: data.endsOnDecline === true,
    cancelAsked: false,
    attempts: new Map(),
    refunds: new Map(),
    holds: terms.lines.some(({ tracked }) => tracked) ? "held" : "none",
    backordered: 0,
    cart: terms.cartId === null ? "none" : "handed",
    shipments: [],
    statuses: ["pending"],
    wrong: [],
  };
}

function termsOf(terms: Row): Terms {
  return {
    customerId: optional(terms, "customerId"),
    cartId: optional(terms, "cartId"),
    currency: text(terms, "currency"),
    totalMinor: int(terms, "totalMinor"),
    taxIncluded: terms.taxIncluded === true,
    sums: {
      subtotal: int(terms, "subtotalMinor"),
      discount: int(terms, "discountMinor"),
      shipping: int(terms, "shippingMinor"),
      tax: int(terms, "taxMinor"),
    },
    lines: list(terms, "lines").map((line) => ({
      sku: text(line, "sku"),
      title: text(line, "title"),
      quantity: int(line, "quantity"),
      tracked: line.trackStock === true,
      unitMinor: int(line, "unitPriceMinor"),
      totalMinor: int(line, "totalMinor"),
    })),
  };
}

function step(book: OrderBook, event: Told): void {
  const { type, data, version } = event;
  const refuse = (why: string) => book.wrong.push(`event ${version} (${type}): ${why}`);
  if (type === "OrderPlaced") refuse("placed a second time");
  book.status = moveOf(STATUS_MOVES, book.status, type, refuse);
  book.holds = moveOf(HOLDS_MOVES, book.holds, type, refuse);
  if (type === "OrderConfirmed") book.confirmed = true;
  if (type === "CancelRequested") book.cancelAsked = true;
  if (type === "HoldsCommitted") book.backordered = list(data, "backordered").length;
  if (type === "CartClosed") book.cart = "closed";
  if (type === "CartGivenBack") book.cart = "given_back";
  if (type === "ShipmentArranged" || type === "ShipmentRefused") book.shipments.push(text(data, "shipmentId"));
  if (type === "RefundAsked" || type === "RefundSettled") refund(book, event, refuse);
  else if (typeof data.attempt === "number") attempt(book, event, refuse);
}

function attempt(book: OrderBook, { type, at, data }: Told, refuse: (why: string) => void): void {
  const n = int(data, "attempt");
  const before = book.attempts.get(n);
  if (before === undefined) {
    if (type !== "AuthorisationAsked") refuse("a payment that was never asked for");
    book.attempts.set(n, { status: "asked", ref: null, askedAt: at, capturedMinor: 0, shut: false });
    return;
  }
  const status = moveOf(ATTEMPT_MOVES, before.status, type, refuse);
  book.attempts.set(n, {
    status,
    askedAt: type === "AuthorisationAsked" ? at : before.askedAt,
    ref: optional(data, "ref") ?? before.ref,
    capturedMinor: type === "PaymentCaptured" ? int(data, "amountMinor") : before.capturedMinor,
    shut:
      before.shut ||
      type === "PaymentClosed" ||
      type === "PaymentLapsed" ||
      (type === "PaymentDeclined" && optional(data, "ref") === null),
  });
}

function refund(book: OrderBook, { type, data }: Told, refuse: (why: string) => void): void {
  const id = text(data, "refundId");
  const before = book.refunds.get(id);
  if (type === "RefundAsked") {
    if (before !== undefined && before.status !== "asked") refuse("a settled refund is asked for again");
    book.refunds.set(id, { amountMinor: int(data, "amountMinor"), status: "asked" });
    return;
  }
  if (before === undefined) refuse("a refund that was never asked for");
  else if (before.status === "succeeded") refuse("a refund that was given is settled again");
  else book.refunds.set(id, { ...before, status: text(data, "status") });
}

export function capturedMinor(book: OrderBook): number {
  return [...book.attempts.values()].reduce((total, { capturedMinor }) => total + capturedMinor, 0);
}

/** What was given back or is on its way back. */
export function refundedMinor(book: OrderBook): number {
  const given = [...book.refunds.values()].filter(({ status }) => status !== "failed");
  return given.reduce((total, { amountMinor }) => total + amountMinor, 0);
}
