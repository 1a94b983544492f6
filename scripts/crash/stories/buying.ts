import type { Placed, Shopper } from "./shopper.ts";

const VISA = "pm_card_visa";
const DECLINED = "pm_card_chargeDeclined";
const THREE_D_SECURE = "pm_card_threeDSecure2Required";

async function ordered(shopper: Shopper, method: string | null): Promise<Placed | null> {
  const cart = await shopper.cart();
  return cart === null ? null : shopper.order(cart, method);
}

/** Goods in a bag, paid at once. */
export async function buys(shopper: Shopper): Promise<void> {
  await ordered(shopper, VISA);
}

export async function buysNow(shopper: Shopper): Promise<void> {
  await shopper.buyNow(shopper.chance(80) ? VISA : DECLINED);
}

/** Refused, the bag is whole: another card pays it. */
export async function isDeclined(shopper: Shopper): Promise<void> {
  const cart = await shopper.cart();
  if (cart === null) return;
  await shopper.order(cart, DECLINED);
  if (shopper.chance(50)) await shopper.order(cart, VISA);
}

/** Two tabs, two buttons pressed at once: one order. */
export async function pressesTwice(shopper: Shopper): Promise<void> {
  const cart = await shopper.cart();
  if (cart === null) return;
  await Promise.all([shopper.order(cart, VISA), shopper.order(cart, VISA)]);
}

/** Goes to the bank and comes back. */
export async function authenticates(shopper: Shopper): Promise<void> {
  const order = await ordered(shopper, THREE_D_SECURE);
  if (order === null) return;
  const intent = order.intent ?? (await shopper.look(order)).intent;
  if (intent === null || !(await shopper.world.provider.authenticate(intent))) return;
  await shopper.until(order, ({ body }) => body.status !== "pending");
}

/** Goes to the bank and does not come back. Some say so. */
export async function walksAway(shopper: Shopper): Promise<void> {
  const order = await ordered(shopper, THREE_D_SECURE);
  if (order !== null && shopper.chance(60)) await shopper.cancel(order);
}

/** Orders first, pays then: now and then with a card that is refused before. */
export async function paysLater(shopper: Shopper): Promise<void> {
  const order = await ordered(shopper, null);
  if (order === null) return;
  if (shopper.chance(30)) await pay(shopper, order, DECLINED);
  if (shopper.chance(80)) await pay(shopper, order, VISA);
  else await shopper.cancel(order);
}

async function pay(shopper: Shopper, { id, who }: Placed, method: string): Promise<void> {
  const body = { orderId: id, provider: "stripe", method };
  await shopper.ask({ kind: "pay", method: "POST", path: "/payments", key: shopper.key(), body }, who);
}

/** Buys, and regrets it: at once, or when it was paid. */
export async function cancels(shopper: Shopper): Promise<void> {
  const order = await ordered(shopper, VISA);
  if (order === null) return;
  if (shopper.chance(50)) await shopper.until(order, ({ body }) => body.paid === true);
  await shopper.cancel(order);
}

/** Sends an answered request again, or another one under its key, or asks for an order that is somebody else's. */
export async function repeats(shopper: Shopper): Promise<void> {
  const mine = shopper.random.shuffled(shopper.sent)[0];
  if (mine === undefined) return;
  const { n, planned, who, hadEffect } = mine;
  const choice = shopper.random.below(3);
  if (choice === 0 && planned.kind === "order" && hadEffect) {
    const body = { ...(planned.body as object), email: "grace@example.org" };
    await shopper.ask({ ...planned, kind: "other body", body }, who);
    shopper.sent.pop();
  } else if (choice === 1) await asksForAnothers(shopper);
  else if (planned.kind !== "other body" && planned.kind !== "stranger")
    await shopper.world.asking.again(n, planned, who);
}

async function asksForAnothers(shopper: Shopper): Promise<void> {
  const [first, second] = [await ordered(shopper, VISA), await ordered(shopper, VISA)];
  if (first === null || second === null || first.who.order === undefined || second.who.order === undefined) return;
  const path = `/orders/${first.id}`;
  await shopper.ask({ kind: "stranger", method: "GET", path, key: null }, second.who);
  await shopper.ask({ kind: "stranger", method: "GET", path, key: null }, {});
}
