import { eq } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { type OrdersTable, orders } from "../../../d1/schema/orders.ts";
import { unreachable } from "../../../domain/kernel/assert.ts";
import type { Currency } from "../../../domain/kernel/currency.ts";
import type { OrderId, UserId } from "../../../domain/kernel/ids.ts";
import { type OrderEvent, readOrderEvent } from "../../events/order.ts";
import type { Projection } from "../../kernel/apply-once.ts";

/** The lists of orders, written to the live table or to the one a rebuild fills. */
export function ordersInto(table: OrdersTable): Projection<OrderEvent> {
  return {
    read: readOrderEvent,
    statements: (db, event) => [statementOf(db, table, event)],
  };
}

export const projectOrders = ordersInto(orders);

function statementOf(db: DrizzleD1Database, table: OrdersTable, event: OrderEvent): BatchItem<"sqlite"> {
  const change = (values: Partial<typeof orders.$inferInsert>) =>
    db
      .update(table)
      .set(values)
      .where(eq(table.id, event.data.orderId as OrderId));
  switch (event.type) {
    case "OrderConfirmed":
      return db.insert(table).values(rowOf(event.data));
    case "OrderPaid":
      return change({ paid: true });
    case "OrderRefunded":
      return change({ refundedMinor: event.data.refundedMinor });
    case "OrderCancelled":
      return change({ status: "cancelled" });
    case "OrderFulfilled":
      return change({ status: "fulfilled" });
    case "OrderDelivered":
      return change({ status: "delivered" });
    case "OrderAttention":
      return change({ attention: event.data.reasons });
    default:
      return unreachable(event);
  }
}

type Confirmed = Extract<OrderEvent, { type: "OrderConfirmed" }>["data"];

function rowOf({ orderId, number, customerId, currency, totalMinor, placedAt }: Confirmed): typeof orders.$inferInsert {
  return {
    id: orderId as OrderId,
    number,
    customerId: customerId as UserId | null,
    status: "confirmed",
    paid: totalMinor === 0, // Nothing to pay is paid, as the order itself says of it.
    currency: currency as Currency,
    totalMinor,
    refundedMinor: 0,
    attention: [],
    placedAt,
  };
}
