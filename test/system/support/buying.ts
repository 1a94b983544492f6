import { randomUUID } from "node:crypto";
import type { CartView } from "../../../domain/cart/types.ts";
import type { OrderView } from "../../../domain/orders/types.ts";
import type { Answer, Client } from "./client.ts";
import { SKU } from "./goods.ts";

export const ADDRESS = {
  name: "Ada Lovelace",
  line1: "1 Analytical Way",
  city: "Springfield",
  postalCode: "12345",
  country: "US",
};
export const EMAIL = "ada@example.org";

export type Opened = CartView & { token: string };
export type Placed = OrderView & { token: string };
export type Line = { sku: string; quantity: number };

export type Shopper = {
  /** A guest's cart with goods, address, shipping and e-mail: ready to be ordered. */
  guestCart(lines?: Line[]): Promise<Opened>;
  /** Orders a cart and answers whatever the shop did. A method null: the order waits for its payment. */
  order(cart: Opened, how?: { method?: string | null; key?: string }): Promise<Answer<Placed>>;
  /** A guest buys: the order, confirmed; throws on anything else. */
  buy(lines?: Line[], method?: string): Promise<Placed>;
  /** A new customer's access token and id. */
  customer(): Promise<{ token: string; id: string; email: string }>;
  /** The guest's order, as it is now. */
  orderNow(order: { id: string; token: string }): Promise<OrderView>;
};

export function shopperOf(ask: Client): Shopper {
  const guestCart = async (lines: Line[] = [{ sku: SKU.MUG_BLUE, quantity: 1 }]) => {
    const opened = expectStatus(201, await ask<Opened>("POST", "/carts", { body: { currency: "USD" } }));
    const body = { lines, shippingAddress: ADDRESS, shippingOption: "standard", email: EMAIL };
    const filled = await ask<CartView>("PUT", `/carts/${opened.id}`, { cart: opened.token, body });
    return { ...expectStatus(200, filled), token: opened.token };
  };
  const order: Shopper["order"] = (cart, { method = "pm_card_visa", key = randomUUID() } = {}) => {
    const payment = method === null ? {} : { payment: { provider: "stripe", method } };
    return ask<Placed>("POST", "/orders", { cart: cart.token, key, body: { cartId: cart.id, ...payment } });
  };
  return {
    guestCart,
    order,
    buy: async (lines, method) => {
      const placed = expectStatus(201, await order(await guestCart(lines), method === undefined ? {} : { method }));
      if (placed.status !== "confirmed") throw new Error(`201, but ${placed.status}`);
      return placed;
    },
    customer: async () => {
      const email = `${randomUUID()}@example.org`;
      const body = { email, password: "correct horse battery staple", name: "Ada Lovelace" };
      const made = await ask<{ accessToken: string; user: { id: string } }>("POST", "/auth/register", { body });
      const { accessToken, user } = expectStatus(201, made);
      return { token: accessToken, id: user.id, email };
    },
    orderNow: async ({ id, token }) =>
      expectStatus(200, await ask<OrderView>("GET", `/orders/${id}`, { order: token })),
  };
}

function expectStatus<Body>(status: number, answer: Answer<Body>): Body {
  if (answer.status === status) return answer.body;
  throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
}
