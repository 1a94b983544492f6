import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import { int, list, object, optional, type Row, text } from "../read/rows.ts";
import type { Logged } from "../read/shop.ts";
import { logOf } from "./log.ts";

type Made = Map<string, Row>;

/** I8: the lists are what the log says, row by row: made here anew, by rules of our own. */
export function checkLists({ shop }: Books, findings: Findings): void {
  const log = logOf(shop);
  const of = (kind: string) => log.filter((event) => event.kind === kind);
  compare("orders", made(of("order"), orderRow), keyed(shop.lists.orders, "id"), findings);
  compare("levels", made(of("stock"), levelRow), keyed(shop.lists.levels, "sku"), findings);
  const shipments = keyed(shop.lists.shipments, "order_id");
  // When the row was written is the writer's clock, and in no event.
  const timeless = new Map([...shipments].map(([id, { updated_at: _, ...row }]) => [id, row]));
  compare("shipments", made([...of("order"), ...of("shipment")], shipmentRow), timeless, findings);
}

const keyed = (rows: readonly Row[], key: string): Made => new Map(rows.map((row) => [text(row, key), row]));

function compare(name: string, wanted: Made, found: Made, findings: Findings): void {
  for (const key of new Set([...wanted.keys(), ...found.keys()])) {
    findings.same("I8", `${name} ${key}`, "its row", [sorted(found.get(key)), sorted(wanted.get(key))]);
  }
}

const sorted = (row: Row | undefined) =>
  row === undefined ? null : Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Folds each stream's events into rows. A rule answers what is left as it is by answering nothing. */
function made(events: readonly Logged[], rule: (event: Logged, row: Row) => [key: string, row: Row] | null): Made {
  const rows: Made = new Map();
  for (const event of events) {
    const key = event.stream.slice(event.stream.indexOf("/") + 1);
    const next = rule(event, rows.get(key) ?? {});
    if (next !== null) rows.set(...next);
  }
  return rows;
}

function orderRow({ type, data }: Logged, row: Row): [string, Row] | null {
  const id = text(data, "orderId");
  switch (type) {
    case "OrderConfirmed":
      return [
        id,
        {
          id,
          number: text(data, "number"),
          customer_id: optional(data, "customerId"),
          status: "confirmed",
          paid: int(data, "totalMinor") === 0 ? 1 : 0,
          currency: text(data, "currency"),
          total_minor: int(data, "totalMinor"),
          refunded_minor: 0,
          attention: "[]",
          placed_at: int(data, "placedAt"),
        },
      ];
    case "OrderPaid":
      return [id, { ...row, paid: 1 }];
    case "OrderRefunded":
      return [id, { ...row, refunded_minor: int(data, "refundedMinor") }];
    case "OrderCancelled":
      return [id, { ...row, status: "cancelled" }];
    case "OrderFulfilled":
      return [id, { ...row, status: "fulfilled" }];
    case "OrderDelivered":
      return [id, { ...row, status: "delivered" }];
    case "OrderAttention":
      return [id, { ...row, attention: JSON.stringify(data.reasons) }];
    default:
      return null;
  }
}

function levelRow({ data, at }: Logged): [string, Row] {
  return [text(data, "sku"), { sku: text(data, "sku"), available: int(data, "available"), changed_at: at }];
}

function shipmentRow({ type, data }: Logged, row: Row): [string, Row] | null {
  const orderId = text(data, "orderId");
  switch (type) {
    case "OrderConfirmed": {
      const lines = list(data, "lines").map((line) => ({ sku: text(line, "sku"), quantity: int(line, "quantity") }));
      object(data, "destination");
      const asked = { order_id: orderId, option_id: text(data, "shippingOptionId"), lines: JSON.stringify(lines) };
      return [orderId, { ...asked, status: "asked", shipment_id: null, reason: null, version: 0 }];
    }
    case "ShipmentArranged":
      return [orderId, { ...row, status: "arranged", shipment_id: text(data, "shipmentId"), version: 1 }];
    case "ShipmentRefused":
      return [
        orderId,
        { ...row, status: "refused", shipment_id: text(data, "shipmentId"), reason: text(data, "reason"), version: 1 },
      ];
    case "ShipmentCancelled":
      return [orderId, { ...row, status: "cancelled", version: int(row, "version") + 1 }];
    default:
      return null;
  }
}
