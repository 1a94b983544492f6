import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import { publishedOf } from "../fold/published.ts";
import { by, int, list, type Row, text } from "../read/rows.ts";
import { type Logged, type Partition, rowsOf, type Shop } from "../read/shop.ts";

/** What each subscriber listens to. One that is not here is known by its cursors only. */
const KINDS_OF: Record<string, readonly string[]> = {
  "orders-lists": ["order"],
  "inventory-levels": ["stock"],
  "shipping-orders": ["order"],
  "orders-shipments": ["shipment"],
  "search-index": ["product"],
  "catalog-caches": ["product"],
  "notifications-mails": ["order", "user", "rules"],
};

export const logOf = ({ partitions }: Shop): Logged[] => partitions.flatMap(({ log }) => log);

/** I7: every committed event is in the log, gapless, and every subscriber has done with it. */
export function checkLog({ shop, orders, stocks }: Books, findings: Findings): void {
  const streams = Map.groupBy(logOf(shop), ({ stream }) => stream);
  for (const [stream, events] of streams) oneStream(stream, events, findings);
  for (const [stream, seq] of shop.published) {
    findings.same("I7", stream, "its events in the log", [streams.get(stream)?.length ?? 0, seq]);
  }
  for (const id of orders.keys()) {
    const said = (streams.get(`order/${id}`) ?? []).map(({ type }) => type);
    findings.same("I7", `order/${id}`, "what the log was told", [said, publishedOf(shop.orders.get(id) ?? [])]);
  }
  for (const [sku, { said }] of stocks) {
    const told = (streams.get(`stock/${sku}`) ?? []).map(({ data, at }) => ({ available: data.available, at }));
    findings.same("I7", `stock/${sku}`, "what the log was told", [told, said]);
  }
  for (const row of shop.lists.products) {
    const stream = `product/${text(row, "id")}`;
    findings.same("I7", stream, "its versions in the log", [streams.get(stream)?.length ?? 0, int(row, "version")]);
  }
  for (const { file, stream } of shop.outbox) findings.add("I7", stream, `lies in the outbox of ${file}`);
  for (const partition of shop.partitions) onePartition(partition, findings);
  checkApplied(shop, streams, findings);
}

function oneStream(stream: string, events: readonly Logged[], findings: Findings): void {
  const places = new Set(events.map(({ partition }) => partition));
  if (places.size > 1) findings.add("I7", stream, `lies in ${places.size} partitions`);
  const gap = events.findIndex(({ seq }, index) => seq !== index + 1);
  if (gap >= 0) findings.add("I7", stream, `has event ${events[gap]?.seq} where ${gap + 1} belongs`);
}

function onePartition({ number, tables, log }: Partition, findings: Findings): void {
  const name = `partition ${number}`;
  const heads = new Map(rowsOf(tables, "heads").map((row) => [text(row, "stream"), int(row, "seq")]));
  for (const [stream, events] of Map.groupBy(log, (event) => event.stream)) {
    findings.same("I7", `${name} ${stream}`, "its head", [heads.get(stream), events.at(-1)?.seq]);
  }
  for (const cursor of rowsOf(tables, "cursors")) {
    const subscriber = text(cursor, "subscriber");
    const open = unackedOf(cursor);
    if (open.length > 0) findings.add("I7", name, `${subscriber} has not acknowledged ${open.length} events`);
    const kinds = KINDS_OF[subscriber];
    const last = log.findLast(({ kind }) => kinds?.includes(kind));
    if (last !== undefined && int(cursor, "reached") < last.offset)
      findings.add("I7", name, `${subscriber} has reached ${int(cursor, "reached")} and not ${last.offset}`);
  }
  for (const [subscriber, kinds] of Object.entries(KINDS_OF)) {
    const known = rowsOf(tables, "cursors").some((cursor) => cursor.subscriber === subscriber);
    if (!known && log.some(({ kind }) => kinds.includes(kind)))
      findings.add("I7", name, `${subscriber} was never sent anything`);
  }
  for (const table of ["dead_letters", "parked", "released"] as const) {
    for (const row of rowsOf(tables, table)) {
      findings.add("I7", name, `${text(row, "subscriber")} has an event in ${table}: ${int(row, "offset")}`);
    }
  }
}

/** The offsets that a subscriber has yet to acknowledge. */
export function unackedOf(cursor: Row): number[] {
  const sendings = list({ unacked: JSON.parse(text(cursor, "unacked")) }, "unacked");
  return sendings.flatMap(({ offsets }) => (Array.isArray(offsets) ? (offsets as number[]) : []));
}

/** Its place in every stream is the stream's end: each event had its effect, and once. */
function checkApplied(shop: Shop, streams: ReadonlyMap<string, readonly Logged[]>, findings: Findings): void {
  // A rebuild writes beside, under a name of its own.
  const own = shop.applied.filter((row) => !text(row, "subscriber").includes("~"));
  for (const [subscriber, rows] of by(own, "subscriber")) {
    const reached = new Map(rows.map((row) => [text(row, "stream"), int(row, "seq")]));
    const kinds = KINDS_OF[subscriber] ?? [...new Set([...reached.keys()].map((stream) => stream.split("/")[0] ?? ""))];
    for (const [stream, events] of streams) {
      if (!kinds.includes(events[0]?.kind ?? "")) continue;
      findings.same("I7", `${subscriber} ${stream}`, "what it has applied", [reached.get(stream) ?? 0, events.length]);
    }
  }
}

/** I7, where the effect is a call: each order has heard once of its shipment, and there is one. */
export function checkShipments({ shop, orders }: Books, findings: Findings): void {
  const shipments = new Map(shop.lists.shipments.map((row) => [text(row, "order_id"), row]));
  for (const { id, confirmed, shipments: told, status } of orders.values()) {
    const row = shipments.get(id);
    if (!confirmed) {
      if (row !== undefined) findings.add("I7", id, "is sent and was never confirmed");
      continue;
    }
    findings.same("I7", id, "the shipments it has heard of", [told, [row?.shipment_id]]);
    if (status === "cancelled" && row?.status === "arranged")
      findings.add("I7", id, "is cancelled, and sent all the same");
  }
}
