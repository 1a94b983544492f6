import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Role } from "../../domain/identity/permissions.ts";
import type { Country } from "../../domain/kernel/country.ts";
import type { AddressId, UserId } from "../../domain/kernel/ids.ts";

export { outbox } from "./outbox.ts";

export const users = sqliteTable("users", {
  id: text().$type<UserId>().primaryKey(),
  email: text().notNull(),
  emailKey: text("email_key").notNull(),
  name: text().notNull(),
  phone: text(),
  role: text().$type<Role>().notNull(),
  /** PHC string over the peppered password. */
  password: text().notNull(),
  /** The fingerprint of the key it was peppered with. */
  pepper: text().notNull(),
  credentialVersion: integer("credential_version").notNull(),
  preferences: text({ mode: "json" }).$type<Record<string, string>>().notNull(),
  createdAt: integer("created_at").notNull(),
  /** The number of events that were told of the account. */
  told: integer().notNull(),
  repeatToldAt: integer("repeat_told_at"),
});

export const addresses = sqliteTable("addresses", {
  id: text().$type<AddressId>().primaryKey(),
  userId: text("user_id").$type<UserId>().notNull(),
  bodyHash: text("body_hash").notNull(),
  name: text().notNull(),
  line1: text().notNull(),
  line2: text(),
  city: text().notNull(),
  region: text(),
  postalCode: text("postal_code").notNull(),
  country: text().$type<Country>().notNull(),
  phone: text(),
  createdAt: integer("created_at").notNull(),
});
