import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { OrderId, UserId } from "../../domain/kernel/ids.ts";
import type { OrderStatus } from "../../domain/orders/types.ts";

/** Orders as customers read them, from the confirmation on. */
export const orders = ordersTable("orders");

/** The table a rebuild writes: the two change names at its end. */
export const ordersNext = ordersTable("orders_next");

export type OrdersTable = typeof orders | typeof ordersNext;

/** Kept by triggers; `slot`: for which of the two tables. */
export const orderCounts = sqliteTable(
  "order_counts",
  {
    slot: text().notNull(),
    status: text().$type<OrderStatus>().notNull(),
    orders: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.slot, table.status] })],
);

/** Orders that do not get on by themselves. `since` in epoch ms. */
export const stuckSagas = sqliteTable("stuck_sagas", {
  orderId: text("order_id").$type<OrderId>().primaryKey(),
  since: integer().notNull(),
  reason: text().notNull(),
});

function ordersTable<Name extends string>(name: Name) {
  return sqliteTable(name, {
    id: text().$type<OrderId>().primaryKey(),
    number: text().notNull(),
    customerId: text("customer_id").$type<UserId>(),
    status: text().$type<OrderStatus>().notNull(),
    paid: integer({ mode: "boolean" }).notNull(),
    currency: text().$type<Currency>().notNull(),
    totalMinor: integer("total_minor").notNull(),
    refundedMinor: integer("refunded_minor").notNull(),
    attention: text({ mode: "json" }).$type<string[]>().notNull(),
    /** Epoch ms. */
    placedAt: integer("placed_at").notNull(),
  });
}
