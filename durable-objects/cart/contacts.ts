import type { CartContact } from "../../domain/cart/types.ts";
import type { Address } from "../../domain/kernel/address.ts";
import type { CartId } from "../../domain/kernel/ids.ts";
import type { Tables } from "../kernel/tables.ts";

/** The erasable rows beside the log: e-mail and address of each cart. */
export class Contacts {
  readonly #sql: SqlStorage;
  readonly #tables: Tables;

  constructor(sql: SqlStorage, tables: Tables) {
    this.#sql = sql;
    this.#tables = tables;
  }

  of(cartId: CartId): CartContact {
    const row = this.#tables.exist()
      ? this.#sql
          .exec<{ email: string | null; shipping_address: string | null }>(
            "SELECT email, shipping_address FROM contacts WHERE cart = ?",
            cartId,
          )
          .toArray()[0]
      : undefined;
    const address = row?.shipping_address ?? null;
    return { email: row?.email ?? null, shippingAddress: address === null ? null : (JSON.parse(address) as Address) };
  }

  /** What is null stays as it was. In the caller's transaction. */
  save(cartId: CartId, { email, shippingAddress }: CartContact): void {
    this.#sql.exec(
      "INSERT INTO contacts (cart, email, shipping_address) VALUES (?, ?, ?) ON CONFLICT (cart) DO UPDATE SET email = coalesce(excluded.email, email), shipping_address = coalesce(excluded.shipping_address, shipping_address)",
      cartId,
      email,
      shippingAddress && JSON.stringify(shippingAddress),
    );
  }
}
