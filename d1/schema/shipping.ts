import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export { outbox } from "./outbox.ts";

export const zones = sqliteTable("zones", { position: integer().primaryKey(), name: text().notNull() });

export const zoneCountries = sqliteTable("zone_countries", {
  country: text().primaryKey(),
  zone: integer().notNull(),
});

export const rates = sqliteTable(
  "rates",
  {
    zone: integer().notNull(),
    optionId: text("option_id").notNull(),
    position: integer().notNull(),
    title: text().notNull(),
    /** Working days. */
    minDays: integer("min_days").notNull(),
    maxDays: integer("max_days").notNull(),
  },
  (table) => [primaryKey({ columns: [table.zone, table.optionId] })],
);

export const ratePrices = sqliteTable(
  "rate_prices",
  {
    zone: integer().notNull(),
    optionId: text("option_id").notNull(),
    currency: text().notNull(),
    minor: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.zone, table.optionId, table.currency] })],
);

/** `version` counts what was said of the shipment: the seq of its newest event. */
export const shipments = sqliteTable("shipments", {
  orderId: text("order_id").primaryKey(),
  shipmentId: text("shipment_id").notNull(),
  status: text({ enum: ["arranged", "refused", "cancelled"] }).notNull(),
  reason: text(),
  optionId: text("option_id").notNull(),
  /** JSON: [{sku, quantity}]. */
  lines: text().notNull(),
  version: integer().notNull(),
  updatedAt: integer("updated_at").notNull(),
});
