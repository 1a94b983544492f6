import fc from "fast-check";
import { expect, test } from "vitest";
import type { Page, PageRequest } from "../../../contracts/caller.ts";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import type { OrderSummary } from "../../../domain/orders/types.ts";
import { readCursor, writeCursor } from "../../../workers/orders/list-cursor.ts";
import { withUnlisted } from "../../../workers/orders/unlisted.ts";

function placed(minute: number, index: number): OrderSummary {
  const id = `ord_${String(index).padStart(32, "0")}` as OrderId;
  const placedAt = new Date(minute * 60_000).toISOString();
  return { id, number: "N", status: "confirmed", paid: true, total: { minor: 1, currency: "USD" }, placedAt };
}

const newestFirst = (orders: readonly OrderSummary[]) =>
  [...orders].sort((a, b) => (a.placedAt + a.id < b.placedAt + b.id ? 1 : -1));

/** As the database pages over what it holds. */
function listPage(list: readonly OrderSummary[], { limit, cursor }: PageRequest): Page<OrderSummary> {
  const from = cursor === undefined ? null : readCursor(cursor);
  const after = newestFirst(list).filter(({ placedAt, id }) => {
    const at = Date.parse(placedAt);
    return from === null || at < from.placedAt || (at === from.placedAt && id < from.id);
  });
  const items = after.slice(0, limit);
  const end = items.at(-1);
  const nextCursor =
    after.length > limit && end ? writeCursor({ placedAt: Date.parse(end.placedAt), id: end.id }) : null;
  return { items, nextCursor };
}

test("fault 40: however far behind the list is, its pages hold each order once, newest first, and never more than asked for", () => {
  const made = fc.array(fc.record({ minute: fc.integer({ min: 1, max: 5 }), heard: fc.boolean() }), { maxLength: 25 });
  fc.assert(
    fc.property(made, fc.integer({ min: 1, max: 6 }), (rows, limit) => {
      const orders = rows.map(({ minute, heard }, index) => ({ heard, order: placed(minute, index) }));
      const heard = orders.filter((each) => each.heard).map((each) => each.order);
      const unheard = orders.filter((each) => !each.heard).map((each) => each.order);
      const seen: OrderSummary[] = [];
      let cursor: string | undefined;
      do {
        const page: PageRequest = cursor === undefined ? { limit } : { limit, cursor };
        const { items, nextCursor } = withUnlisted(listPage(heard, page), unheard, page);
        expect(items.length).toBeLessThanOrEqual(limit);
        seen.push(...items);
        cursor = nextCursor ?? undefined;
      } while (cursor !== undefined && seen.length <= rows.length);
      expect(seen).toEqual(newestFirst(orders.map((each) => each.order)));
    }),
  );
});

test("an order that the list heard of while it was read is shown once", () => {
  const order = placed(1, 1);
  expect(withUnlisted({ items: [order], nextCursor: null }, [order], { limit: 5 }).items).toEqual([order]);
});
