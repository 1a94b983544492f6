import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { OrderId, UserId } from "../../domain/kernel/ids.ts";
import type { OrderStatus } from "../../domain/orders/types.ts";

/** Orders as customers read them, from the confirmation on. */
export const orders = ordersTable("orders");

/** The table a rebuild writes: the two change names at its end. */
export const ordersNext = ordersTable("orders_next");

export type OrdersTable = typeof orders | typeof ordersNext;

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
