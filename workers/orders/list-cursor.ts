/** Where a page of orders ended: the last order's time (epoch ms) and id. */
export type ListPlace = { placedAt: number; id: string };

const FORM = /^(\d{1,16})\.(ord_[0-9a-z]{32})$/;
const CURSOR_MAX = 128;

export function writeCursor({ placedAt, id }: ListPlace): string {
  return Buffer.from(`${placedAt}.${id}`).toString("base64url");
}

/** Null for what is no cursor of ours. */
export function readCursor(cursor: string): ListPlace | null {
  if (cursor.length > CURSOR_MAX) return null;
  const [, placedAt, id] = FORM.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  return placedAt === undefined || id === undefined ? null : { placedAt: Number(placedAt), id };
}
