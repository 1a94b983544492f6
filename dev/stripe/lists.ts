import type { Books } from "./books.ts";
import { invalid, missing } from "./failure.ts";
import type { Params } from "./form.ts";
import { hash, integer, list, onlyKnown, text } from "./params.ts";
import type { Intent, Json, Refund, StoredEvent } from "./records.ts";
import { eventView, intentView, type Look, refundView } from "./views.ts";

const LIMIT_MAX = 100;
const LIMIT_DEFAULT = 10;
const PAGING = ["created", "ending_before", "expand", "limit", "starting_after"];

type Row = { id: string; created: number };

export function listIntents(books: Books, look: Look, params: Params): Json {
  onlyKnown(params, [...PAGING, "customer"]);
  const customer = text(params, "customer");
  const rows = books.table("intents").all(true);
  const wanted = (intent: Intent) => customer === null || intent.customer === customer;
  return page(rows, params, { wanted, view: (intent) => intentView(intent, look), url: "/v1/payment_intents" });
}

export function listRefunds(books: Books, _look: Look, params: Params): Json {
  onlyKnown(params, [...PAGING, "payment_intent", "charge"]);
  const intentId = text(params, "payment_intent");
  const charge = text(params, "charge");
  const rows = intentId === null ? books.table("refunds").all(true) : refundsOf(books, intentId);
  const wanted = (refund: Refund) => charge === null || refund.charge === charge;
  return page(rows, params, { wanted, view: refundView, url: "/v1/refunds" });
}

function refundsOf(books: Books, intentId: string): Refund[] {
  const intent = books.table("intents").get(intentId);
  if (intent === null) throw missing("payment_intent", intentId, "payment_intent");
  return intent.refunds
    .map((id) => books.table("refunds").get(id))
    .filter((refund) => refund !== null)
    .reverse();
}

export function listEvents(books: Books, _look: Look, params: Params): Json {
  onlyKnown(params, [...PAGING, "type", "types"]);
  const type = text(params, "type");
  const types = list(params, "types") ?? (type === null ? null : [type]);
  const wanted = (event: StoredEvent) => types === null || types.some((one) => matches(one, event.type));
  const view = (event: StoredEvent) => eventView(event, books.table("undelivered").get(event.id) !== null);
  return page(books.table("events").all(true), params, { wanted, view, url: "/v1/events" });
}

/** `charge.*` stands for all of a kind. */
export function matches(pattern: string, type: string): boolean {
  if (pattern === "*") return true;
  return pattern.endsWith(".*") ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

type Shape<R> = { wanted: (row: R) => boolean; view: (row: R) => Json; url: string };

/** One page, newest first. `ending_before` gives the rows just newer than that id, still newest first. */
function page<R extends Row>(newestFirst: Iterable<R>, params: Params, shape: Shape<R>): Json {
  const limit = integer(params, "limit") ?? LIMIT_DEFAULT;
  if (limit < 1 || limit > LIMIT_MAX) throw invalid(`Limit must be between 1 and ${LIMIT_MAX}`, { param: "limit" });
  const within = createdFilter(params);
  const after = text(params, "starting_after");
  const before = text(params, "ending_before");
  let found: R[] = [];
  let begun = after === null;
  let hasMore = false;
  for (const row of newestFirst) {
    if (before !== null && row.id === before) break;
    if (begun && within(row.created) && shape.wanted(row)) {
      if (before === null && found.length === limit) {
        hasMore = true;
        break;
      }
      found.push(row);
    }
    if (row.id === after) begun = true;
  }
  if (before !== null) {
    hasMore = found.length > limit;
    found = found.slice(-limit);
  }
  return { object: "list", data: found.map(shape.view), has_more: hasMore, url: shape.url };
}

function createdFilter(params: Params): (created: number) => boolean {
  if (typeof params.created === "string") {
    const exact = integer(params, "created");
    return (created) => created === exact;
  }
  const range = hash(params, "created");
  if (range === null) return () => true;
  onlyKnown(range, ["gt", "gte", "lt", "lte"]);
  const [gt, gte, lt, lte] = (["gt", "gte", "lt", "lte"] as const).map((name) => integer(range, name));
  return (created) =>
    created > (gt ?? -Infinity) &&
    created >= (gte ?? -Infinity) &&
    created < (lt ?? Infinity) &&
    created <= (lte ?? Infinity);
}
