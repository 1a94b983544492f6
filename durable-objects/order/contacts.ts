import type { Address } from "../../domain/kernel/address.ts";
import type { OrderId } from "../../domain/kernel/ids.ts";

export const CONTACTS_TABLE = `CREATE TABLE IF NOT EXISTS contacts (
  order_id TEXT PRIMARY KEY, email TEXT NOT NULL, address TEXT NOT NULL) STRICT, WITHOUT ROWID`;

export type OrderContact = { email: string; shippingAddress: Address };

/** Whom the order is for: the one erasable row beside its log. Written in the commit that places it. */
export function writeContact(storage: DurableObjectStorage, orderId: OrderId, contact: OrderContact): void {
  storage.sql.exec(
    "INSERT INTO contacts (order_id, email, address) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    orderId,
    contact.email,
    JSON.stringify(contact.shippingAddress),
  );
}

/** Null where nobody is known any more. */
export function readContact(storage: DurableObjectStorage, orderId: OrderId): OrderContact | null {
  const [row] = storage.sql
    .exec<{ email: string; address: string }>("SELECT email, address FROM contacts WHERE order_id = ?", orderId)
    .toArray();
  return row === undefined ? null : { email: row.email, shippingAddress: JSON.parse(row.address) as Address };
}
