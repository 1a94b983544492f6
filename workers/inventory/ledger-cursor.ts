import type { LedgerPlace } from "../../durable-objects/stock/ledger-page.ts";

const FORM = /^(\d{1,15})\.(\d{1,16})$/;

export function writeCursor({ seq, index }: LedgerPlace): string {
  return `${seq}.${index}`;
}

/** Where to read on; the beginning without a cursor, null for what is none of ours. */
export function readCursor(cursor: string | undefined): LedgerPlace | null {
  if (cursor === undefined) return { seq: 0, index: 0 };
  const [, seq, index] = FORM.exec(cursor) ?? [];
  return seq === undefined ? null : { seq: Number(seq), index: Number(index) };
}
