import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADDRESS, EMAIL } from "./support/buying.ts";
import type { Answer } from "./support/client.ts";
import { SKU } from "./support/goods.ts";
import { mutatedFrom } from "./support/mutated.ts";
import { type Shop, startShop } from "./support/shop.ts";

/** For each route; the shop hashes a password or sells something in some of them. */
const RUNS = 150;
const AT_ONCE = 5;
const ANSWER_BYTES_MAX = 4_000;

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());

type Send = (body: unknown) => Promise<Answer>;

/** Never a 5xx, never a long refusal, and nothing but JSON's own forms in it. */
async function holds(valid: fc.Arbitrary<object>, send: Send): Promise<void> {
  const bodies = fc.array(mutatedFrom(valid), { minLength: AT_ONCE, maxLength: AT_ONCE });
  await fc.assert(
    fc.asyncProperty(bodies, async (batch) => {
      const answers = await Promise.all(batch.map(send));
      for (const [index, { status, body, headers }] of answers.entries()) {
        const said = `${status} ${JSON.stringify(body).slice(0, 300)} to ${JSON.stringify(batch[index]).slice(0, 300)}`;
        expect(status, said).toBeLessThan(500);
        if (status < 400) continue;
        expect(headers.get("content-type"), said).toBe("application/problem+json");
        expect(JSON.stringify(body).length, said).toBeLessThan(ANSWER_BYTES_MAX);
      }
    }),
    { numRuns: RUNS / AT_ONCE, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
  );
}

const sku = fc.constantFrom(SKU.FILE, SKU.LAMP, SKU.MUG_RED, SKU.LAST, SKU.LATER);
const quantity = fc.integer({ min: 1, max: 3 });
const lines = fc.array(fc.record({ sku, quantity }), { minLength: 1, maxLength: 3 });
const address = fc.record({ ...constants(ADDRESS), line2: fc.constant("Flat 2"), phone: fc.constant("+1 555 123456") });
const payment = fc.record({
  provider: fc.constant("stripe"),
  method: fc.constantFrom("pm_card_visa", "pm_card_chargeDeclined"),
});

test("an order: whatever is asked for, there is an answer", async () => {
  const order = fc.record(
    { items: lines, email: fc.constant(EMAIL), shippingAddress: address, payment, currency: fc.constant("USD") },
    { requiredKeys: ["items", "shippingAddress"] },
  );
  await holds(order, (body) => shop.ask("POST", "/orders", { key: randomUUID(), body }));
}, 60_000);

test("a cart: whatever it is asked to become, it stays one that can be read and ordered", async () => {
  const cart = await shop.guestCart();
  const change = fc.record(
    {
      lines,
      shippingAddress: address,
      shippingOption: fc.constantFrom("standard", "express"),
      email: fc.constant(EMAIL),
      coupons: fc.constant([]),
    },
    { requiredKeys: [] },
  );
  await holds(change, (body) => shop.ask("PUT", `/carts/${cart.id}`, { cart: cart.token, body }));
  const put = { lines: [{ sku: SKU.FILE, quantity: 1 }], shippingAddress: ADDRESS, email: EMAIL };
  expect((await shop.ask("PUT", `/carts/${cart.id}`, { cart: cart.token, body: put })).status).toBe(200);
  const read = await shop.ask("GET", `/carts/${cart.id}`, { cart: cart.token });
  expect(read.body).toMatchObject({ status: "open", email: EMAIL });
}, 60_000);

test("an account: whatever is made of it, its owner can read it", async () => {
  const registration = fc.record({
    email: fc.uuid().map((name) => `${name}@example.org`),
    password: fc.constant("correct horse battery staple"),
    name: fc.constant("Ada"),
  });
  await holds(registration, (body) => shop.ask("POST", "/auth/register", { body }));
  const { token } = await shop.customer();
  const profile = fc.record(
    { name: fc.constant("Ada"), phone: fc.constant("+1 555 123456"), preferences: fc.constant({ theme: "dark" }) },
    { requiredKeys: [] },
  );
  await holds(profile, (body) => shop.ask("PUT", "/users/me", { token, body }));
  expect(await shop.ask("GET", "/users/me", { token })).toMatchObject({ status: 200, body: { role: "customer" } });
}, 90_000);

function constants<T extends object>(values: T): { [Name in keyof T]: fc.Arbitrary<T[Name]> } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fc.constant(value)])) as {
    [Name in keyof T]: fc.Arbitrary<T[Name]>;
  };
}
