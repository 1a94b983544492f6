import { readFileSync } from "node:fs";
import { asRow, int, object, optional, type Row, text } from "./rows.ts";

/** A payment as the provider's own books have it. Amounts in minor units. */
export type Intent = {
  id: string;
  orderId: string;
  status: string;
  amount: number;
  received: number;
  currency: string;
};
export type Refund = { id: string; intent: string; refundId: string; amount: number; status: string };
export type Provider = { intents: Intent[]; refunds: Refund[]; chargedMinor: number };

/** Reads the stand-in's journal: a line is a list of changes, each a row of a table or the name of one that is dropped. */
export function readProvider(path: string): Provider {
  const tables = new Map<string, Map<string, Row>>();
  const whole = readFileSync(path, "utf8");
  // What follows the last line's end was cut short, and never answered for.
  for (const line of whole.slice(0, whole.lastIndexOf("\n") + 1).split("\n")) {
    if (line === "") continue;
    for (const change of JSON.parse(line) as Row[]) {
      const name = text(change, "table");
      const table = tables.get(name) ?? new Map<string, Row>();
      tables.set(name, table);
      const dropped = optional(change, "drop");
      if (dropped !== null) table.delete(dropped);
      else table.set(text(object(change, "row"), "id"), object(change, "row"));
    }
  }
  const rows = (name: string) => [...(tables.get(name)?.values() ?? [])];
  return {
    intents: rows("intents").map(intentOf),
    refunds: rows("refunds").map(refundOf),
    chargedMinor: rows("charges").reduce((total, charge) => total + int(charge, "amountCaptured"), 0),
  };
}

function intentOf(row: Row): Intent {
  return {
    id: text(row, "id"),
    orderId: optional(asRow(row.metadata, "metadata"), "order_id") ?? "",
    status: text(row, "status"),
    amount: int(row, "amount"),
    received: int(row, "amountReceived"),
    currency: text(row, "currency").toUpperCase(),
  };
}

function refundOf(row: Row): Refund {
  return {
    id: text(row, "id"),
    intent: text(row, "intent"),
    refundId: optional(asRow(row.metadata, "metadata"), "refund_id") ?? "",
    amount: int(row, "amount"),
    status: text(row, "status"),
  };
}
