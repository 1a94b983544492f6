import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import { ordersOfCart } from "../fold/cart.ts";

/** I4: a cart becomes one order: each of its attempts has one, and only one of them ever stood. */
export function checkCheckouts({ shop, orders }: Books, findings: Findings): void {
  const named = new Map([...shop.carts].map(([cartId, events]) => [cartId, ordersOfCart(events)]));
  for (const [cartId, attempts] of named) {
    for (const [index, ids] of attempts.entries()) {
      if (ids.length > 1) findings.add("I4", cartId, `attempt ${index + 1} named ${ids.length} orders`);
    }
  }
  const made = [...orders.values()].filter(({ terms }) => terms.cartId !== null);
  for (const [cartId, its] of Map.groupBy(made, ({ terms }) => terms.cartId ?? "")) {
    const known = named.get(cartId)?.flat() ?? [];
    for (const { id } of its) if (!known.includes(id)) findings.add("I4", id, `${cartId} never named it`);
    const standing = its.filter(({ status, confirmed }) => confirmed || status !== "cancelled");
    if (standing.length > 1) findings.add("I4", cartId, `became ${standing.map(({ id }) => id).join(" and ")}`);
  }
}
