import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { EventsApi } from "../../contracts/events.ts";
import { partitionOf } from "../../queues/partition.ts";
import { ADDRESS, type Placed } from "./support/buying.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());

const SHOP = "shop@tessella.example";
const PASSWORD = "correct horse battery staple";
/** Longer than the sender waits between two tries while a test's outage lasts, and the log before it sends again. */
const WAIT_MS = 20_000;
const dollars = (minor: number) => `$${(minor / 100).toFixed(2)}`;

/** A guest of their own buys two mugs, and they are paid. */
async function bought(): Promise<Placed & { email: string }> {
  const email = `${randomUUID()}@example.org`;
  const body = {
    items: [{ sku: SKU.MUG_BLUE, quantity: 2 }],
    email,
    shippingAddress: ADDRESS,
    shippingOption: "standard",
    payment: { provider: "stripe", method: "pm_card_visa" },
  };
  const { status, body: order } = await shop.ask<Placed>("POST", "/orders", { key: randomUUID(), body });
  expect(status).toBe(201);
  await vi.waitFor(async () => expect(await shop.orderNow(order)).toMatchObject({ paid: true }));
  return { ...order, email };
}

/** Waits until the address has exactly these mails, in order; answers the last. */
async function gets(address: string, ...wanted: string[]) {
  const subjects = async () => (await shop.mailbox.to(address)).map(({ subject }) => subject);
  await vi.waitFor(async () => expect(await subjects()).toEqual(wanted), { timeout: WAIT_MS, interval: 100 });
  return (await shop.mailbox.to(address)).at(-1);
}

const asStaff = (method: string, path: string, body: unknown) =>
  shop.ask(method, path, { token: shop.adminToken, key: randomUUID(), body });

/** Every event of an order is brought again, as by a queue that doubles and a log that was never acknowledged to. */
async function deliverAgain(stream: string): Promise<void> {
  const { EVENTS } = await shop.workers.getWorker<{ EVENTS: EventsApi }>("kiosk-notifications").getEnv();
  const partition = partitionOf(stream);
  const { events } = await EVENTS.read({ kind: "system", name: "notifications" }, partition, 0, ["order"]);
  const own = events.filter(({ envelope }) => envelope.stream === stream);
  expect(own.length).toBeGreaterThan(0);
  const { NOTIFICATIONS_MAILS } = await shop.workers.getWorker<{ NOTIFICATIONS_MAILS: Queue }>("kiosk-events").getEnv();
  await NOTIFICATIONS_MAILS.sendBatch(own.map(({ offset, envelope }) => ({ body: { partition, offset, envelope } })));
}

test("an order, its parcel and its refund each have their mail, in order", async () => {
  const order = await bought();
  const subjects = [`Your order ${order.number}`];
  const confirmed = await gets(order.email, ...subjects);
  const total = order.totals.total.minor;
  const wanted = ["Harbour mug", "2 × $19.99", "$39.98", "$4.99", "Ada Lovelace", "12345 Springfield", dollars(total)];
  for (const words of [order.number, ...wanted]) {
    expect(confirmed?.text).toContain(words);
    expect(confirmed?.html).toContain(words);
  }

  await asStaff("PUT", `/orders/${order.id}/status`, { status: "fulfilled" });
  subjects.push(`Your order ${order.number} is on its way`);
  await gets(order.email, ...subjects);

  const amount = { minor: 1_000, currency: "USD" };
  await asStaff("POST", `/payments/${order.payment?.id}/refunds`, { amount, reason: "scratched" });
  subjects.push(`$10.00 back for your order ${order.number}`);
  const refunded = await gets(order.email, ...subjects);
  expect(refunded?.text).toContain(`Not refunded: ${dollars(total - 1_000)}`);
}, 60_000);

test("an order that is cancelled is written about, and its money when it is sent", async () => {
  const order = await bought();
  await gets(order.email, `Your order ${order.number}`);
  await shop.ask("POST", `/orders/${order.id}/cancel`, { order: order.token, body: { reason: "changed my mind" } });
  const total = dollars(order.totals.total.minor);
  await vi.waitFor(
    async () => {
      const subjects = (await shop.mailbox.to(order.email)).map(({ subject }) => subject);
      expect(subjects).toEqual([
        `Your order ${order.number}`,
        `Your order ${order.number} is cancelled`,
        `${total} back for your order ${order.number}`,
      ]);
    },
    { timeout: WAIT_MS },
  );
}, 60_000);

test("fault 69: the mail provider is down, loses answers and limits us; orders go on, and each mail leaves once", async () => {
  for (const fault of ["error_500", "connection_reset_after", "rate_limit_429"]) await shop.mailbox.fault(fault);
  const order = await bought();
  await asStaff("PUT", `/orders/${order.id}/status`, { status: "fulfilled" });
  expect(await shop.orderNow(order)).toMatchObject({ status: "fulfilled", paid: true });
  const all = [`Your order ${order.number}`, `Your order ${order.number} is on its way`];
  await vi.waitFor(
    async () => expect((await shop.mailbox.to(order.email)).map(({ subject }) => subject)).toEqual(all),
    { timeout: 90_000, interval: 250 },
  );
  // Nothing is left to be sent, and what was sent is known as sent.
  await vi.waitFor(async () => expect(await statesOf(order.id)).toEqual(["sent", "sent"]), { timeout: 60_000 });
  await shop.mailbox.clearFaults();
  await deliverAgain(`order/${order.id}`);
  await deliverAgain(`order/${order.id}`);
  const probe = await bought();
  await gets(probe.email, `Your order ${probe.number}`);
  await gets(order.email, ...all);
}, 180_000);

test("a new account is welcomed; who tries its address again is refused, and its owner hears of it once", async () => {
  const { email } = await shop.customer();
  const subjects = ["Welcome to Tessella"];
  await gets(email, ...subjects);
  const body = { email, password: PASSWORD, name: "visit evil.example now" };
  for (let tried = 0; tried < 3; tried++) {
    expect(await shop.ask("POST", "/auth/register", { body })).toMatchObject({
      status: 409,
      body: { code: "email_taken" },
    });
  }
  subjects.push("Somebody tried to register with your address at Tessella");
  const told = await gets(email, ...subjects);
  expect(told?.text).not.toContain("evil");
}, 60_000);

test("changed price rules and an order in need are told to the shop", async () => {
  const taken = async () => (await shop.mailbox.to(SHOP)).map(({ subject }) => subject);
  const later = await shop.ask<Placed>("POST", "/orders", {
    key: randomUUID(),
    body: {
      items: [{ sku: SKU.LATER, quantity: 1 }],
      email: `${randomUUID()}@example.org`,
      shippingAddress: ADDRESS,
      payment: { provider: "stripe", method: "pm_card_visa" },
    },
  });
  expect(later.status).toBe(201);
  const needs = `Order ${later.body.number} needs you`;
  await vi.waitFor(async () => expect((await taken()).filter((subject) => subject === needs)).toHaveLength(1), {
    timeout: WAIT_MS,
  });
  expect((await taken()).filter((subject) => subject.startsWith("Price rules changed"))).toEqual([
    "Price rules changed: version 2",
  ]);
}, 60_000);

async function statesOf(orderId: string): Promise<unknown[]> {
  const { DB } = await shop.workers.getWorker<{ DB: D1Database }>("kiosk-notifications").getEnv();
  const rows = await DB.prepare("SELECT state FROM mails WHERE matter = ? ORDER BY position").bind(orderId).all();
  return rows.results.map((row) => row.state);
}
