import { draftOf, PRICED, SCARCE } from "../goods.ts";
import type { Placed, Shopper } from "./shopper.ts";

const VISA = "pm_card_visa";

async function paid(shopper: Shopper): Promise<Placed | null> {
  const cart = await shopper.cart();
  const order = cart === null ? null : await shopper.order(cart, VISA);
  if (order === null) return null;
  return (await shopper.until(order, ({ body }) => body.paid === true)) ? order : null;
}

/** A part of the money goes back, and some time later the rest. */
export async function refunds(shopper: Shopper): Promise<void> {
  const order = await paid(shopper);
  if (order?.paymentId == null) return;
  const path = `/payments/${order.paymentId}/refunds`;
  const part = { amount: { minor: 1 + shopper.random.below(500), currency: "USD" }, reason: "a scratch" };
  const whole = { reason: "sent back" };
  const bodies = [...(shopper.chance(70) ? [part] : []), ...(shopper.chance(60) ? [whole] : [])];
  for (const body of bodies) {
    await shopper.ask({ kind: "refund", method: "POST", path, key: shopper.key(), body }, staffOf(shopper));
  }
}

/** Counts anew: what is scarce gets a little more, and sometimes less. The reason names the request. */
export async function adjusts(shopper: Shopper): Promise<void> {
  const key = shopper.key();
  const [sku = ""] = shopper.random.shuffled(SCARCE);
  const delta = shopper.chance(75) ? 1 + shopper.random.below(4) : -1;
  const body = { changes: [{ sku, delta, reason: `crash ${key}` }] };
  await shopper.ask({ kind: "adjust", method: "PUT", path: "/admin/inventory", key, body }, staffOf(shopper));
}

/** One product's price moves. */
export async function reprices(shopper: Shopper): Promise<void> {
  const { asking, oneAtATime } = shopper.world;
  const minor = 1_000 + shopper.random.below(9_000);
  const body = draftOf(PRICED, minor);
  await oneAtATime(async () => {
    const product = await asking.look("GET", `/products/${body.handle}`, {});
    const path = `/products/${String(product.body.id)}`;
    const shown = { sku: PRICED, minor, status: "published" };
    await shopper.ask({ kind: "price", method: "PUT", path, key: shopper.key(), body, shown }, staffOf(shopper));
  });
}

/** A product of its own comes, changes, and goes again: what is found of it and told of it is the audit's affair. */
export async function curates(shopper: Shopper): Promise<void> {
  const sku = `BRIEF-${shopper.key()}`.toUpperCase();
  const written = (status: "draft" | "published") => {
    const minor = 1_000 + shopper.random.below(9_000);
    return { key: shopper.key(), body: { ...draftOf(sku, minor), status }, shown: { sku, minor, status } };
  };
  const kind = "product";
  const made = await shopper.ask(
    { kind, method: "POST", path: "/products", ...written("published") },
    staffOf(shopper),
  );
  const path = `/products/${String(made.body.id)}`;
  if (shopper.chance(70)) await shopper.ask({ kind, method: "PUT", path, ...written("draft") }, staffOf(shopper));
  if (shopper.chance(60)) await shopper.ask({ kind, method: "PUT", path, ...written("published") }, staffOf(shopper));
  if (shopper.chance(40)) {
    const shown = { sku, minor: null, status: "gone" };
    await shopper.ask({ kind, method: "DELETE", path, key: shopper.key(), shown }, staffOf(shopper));
  }
}

/** Sends what was bought, and hears that it came. */
export async function ships(shopper: Shopper): Promise<void> {
  const order = await paid(shopper);
  if (order === null) return;
  const path = `/orders/${order.id}/status`;
  for (const status of ["fulfilled", "delivered"]) {
    if (status === "delivered" && shopper.chance(40)) return;
    await shopper.ask({ kind: "ship", method: "PUT", path, key: shopper.key(), body: { status } }, staffOf(shopper));
  }
}

const staffOf = ({ world }: Shopper) => ({ customer: world.staff });
