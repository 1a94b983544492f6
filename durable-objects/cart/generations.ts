import type { Currency } from "../../domain/kernel/currency.ts";
import type { UserId } from "../../domain/kernel/ids.ts";
import type { Tables } from "../kernel/tables.ts";

/** Which of a customer's carts is the current one, per currency: from 0, one more each time one has become an order. */
export class Generations {
  readonly #sql: SqlStorage;
  readonly #tables: Tables;

  constructor(sql: SqlStorage, tables: Tables) {
    this.#sql = sql;
    this.#tables = tables;
  }

  of(customer: UserId, currency: Currency): number {
    if (!this.#tables.exist()) return 0;
    const row = this.#sql
      .exec<{ generation: number }>(
        "SELECT generation FROM generations WHERE customer = ? AND currency = ?",
        customer,
        currency,
      )
      .toArray()[0];
    return row?.generation ?? 0;
  }

  /** One more, unless somebody was quicker. Answers the one that is current now. */
  advance(customer: UserId, currency: Currency, from: number): number {
    if (this.of(customer, currency) === from) {
      this.#tables.transaction(() => {
        this.#sql.exec(
          "INSERT INTO generations (customer, currency, generation) VALUES (?, ?, ?) ON CONFLICT (customer, currency) DO UPDATE SET generation = excluded.generation",
          customer,
          currency,
          from + 1,
        );
      });
    }
    return this.of(customer, currency);
  }
}
