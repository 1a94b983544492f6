import type { Ask, Client } from "./client.ts";
import type { Timings } from "./timings.ts";

/** An order as its shopper knows it. */
export type Bought = { id: string; token: string; totalMinor: number };

const ADDRESS = {
  name: "Ada Lovelace",
  line1: "1 Analytical Way",
  city: "Springfield",
  postalCode: "12345",
  country: "US",
};
const PRODUCTS_A_PAGE = 24;

/** One shopper's whole way: list, product, cart, everything in one PUT, order confirmed. Throws on any other answer. */
export async function buy(client: Client, timings: Timings): Promise<Bought> {
  const ask = async (step: string, status: number, path: string, how: Ask = {}) => {
    const answer = await client.ask(`/api/v1${path}`, how);
    if (answer.status !== status) throw new Error(`${step}: ${answer.status} ${JSON.stringify(answer.body)}`);
    timings.add(step, answer.ms);
    return answer.body;
  };
  const list = (await ask("list", 200, `/products?limit=${PRODUCTS_A_PAGE}`)) as { items: { handle: string }[] };
  const chosen = list.items[Math.floor(Math.random() * list.items.length)];
  const product = (await ask("product", 200, `/products/${chosen?.handle}`)) as { variants: { sku: string }[] };
  const cart = (await ask("cart", 201, "/carts", { method: "POST", body: { currency: "USD" } })) as Opened;
  const headers = { "kiosk-cart-token": cart.token };
  await ask("cart filled", 200, `/carts/${cart.id}`, {
    method: "PUT",
    headers,
    body: {
      lines: [{ sku: product.variants[0]?.sku, quantity: 1 }],
      shippingAddress: ADDRESS,
      shippingOption: "standard",
      email: "ada@example.org",
    },
  });
  const order = (await ask("order", 201, "/orders", {
    method: "POST",
    headers: { ...headers, "idempotency-key": cart.id },
    body: { cartId: cart.id, payment: { provider: "stripe", method: "pm_card_visa" } },
  })) as Ordered;
  if (order.status !== "confirmed") throw new Error(`order: 201, but ${order.status}`);
  return { id: order.id, token: order.token, totalMinor: order.totals.total.minor };
}

type Opened = { id: string; token: string };
type Ordered = Opened & { status: string; totals: { total: { minor: number } } };
