import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Env } from "../../../workers/notifications/env.ts";
import {
  accepts,
  askedOf,
  confirmed,
  deliver,
  happened,
  letTimePass,
  makeTables,
  newOrder,
  provider,
  refuses,
  rowsOf,
  send,
  standInForProvider,
} from "./shop.ts";
import { known } from "./worker.ts";

const DAY_MS = 24 * 60 * 60_000;
beforeAll(async () => {
  await makeTables();
  standInForProvider();
});
beforeEach(async () => {
  provider.reply = accepts;
  known.down = false;
  await letTimePass();
  await send();
  provider.asked.length = 0;
});

const fulfilled = (orderId: string, seq: number) => happened(`order/${orderId}`, seq, "OrderFulfilled", { orderId });
const states = async (matter: string) => (await rowsOf(matter)).map(({ state, reason }) => [state, reason]);

describe("an event that asks for a mail", () => {
  test("is acknowledged as soon as the mail is a row; the row holds no address and no word of it", async () => {
    const orderId = newOrder();
    expect(await deliver(confirmed(orderId))).toBe(1);
    expect(provider.asked).toEqual([]);
    expect(await send()).toBeNull();
    expect(askedOf(orderId)).toMatchObject([{ key: `order/${orderId}/1/order_confirmed` }]);
    const rows = await rowsOf(orderId);
    expect(rows).toMatchObject([{ state: "sent", tries: 1 }]);
    expect(JSON.stringify(rows)).not.toMatch(/@|Ada|mug/i);
  });

  test("however often it is delivered has one mail", async () => {
    const orderId = newOrder();
    await Promise.all([deliver(confirmed(orderId), confirmed(orderId)), deliver(confirmed(orderId))]);
    await deliver(confirmed(orderId));
    await send();
    await deliver(confirmed(orderId));
    await send();
    expect(askedOf(orderId)).toHaveLength(1);
  });

  test("of unknown form is not acknowledged, and one that asks for nothing is", async () => {
    const orderId = newOrder();
    expect(await deliver(happened(`order/${orderId}`, 1, "OrderVaporised", { orderId }))).toBe(0);
    expect(await deliver(happened(`order/${orderId}`, 1, "OrderPaid", { orderId, capturedMinor: 1 }))).toBe(1);
    expect(await deliver(happened("rules/shop", 1, "RulesChanged", { version: 1 }))).toBe(1);
    await send();
    expect(provider.asked).toEqual([]);
  });
});

describe("fault 69: the mail provider", () => {
  test.each([
    ["is down", refuses(500, "application_error")],
    ["limits us", refuses(429, "rate_limit_exceeded", { "retry-after": "1" })],
    ["does not know our key", refuses(403, "invalid_api_key")],
    ["does not know our address", refuses(422, "invalid_from_address")],
    ["still works on the first", refuses(409, "concurrent_idempotent_requests")],
    ["breaks the connection", () => Promise.reject(new TypeError("Network connection lost."))],
    ["answers no JSON", () => new Response("<html>")],
    ["answers something else", () => Response.json({ ok: true })],
  ])("%s: the mail waits, and leaves under the same key", async (_what, reply) => {
    const orderId = newOrder();
    await deliver(confirmed(orderId));
    provider.reply = reply;
    const again = await send();
    expect(again).toBeGreaterThan(Date.now());
    expect(await rowsOf(orderId)).toMatchObject([{ state: "queued", tries: 1 }]);
    provider.reply = accepts;
    await letTimePass();
    expect(await send()).toBeNull();
    expect(await rowsOf(orderId)).toMatchObject([{ state: "sent", tries: 2 }]);
    expect(new Set(askedOf(orderId).map(({ key }) => key)).size).toBe(1);
  });

  test("took it before, in words that have changed since: it was sent", async () => {
    const orderId = newOrder();
    await deliver(confirmed(orderId));
    provider.reply = refuses(409, "invalid_idempotent_request");
    await send();
    expect(await rowsOf(orderId)).toMatchObject([{ state: "sent", provider_id: null }]);
  });

  test("refuses for good: it is recorded, in no words of a person, and the next mail leaves", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const orderId = newOrder();
    await deliver(confirmed(orderId), fulfilled(orderId, 2));
    provider.reply = ({ key }) =>
      key.endsWith("order_confirmed") ? refuses(422, "validation_error")({ key, to: [], subject: "" }) : accepts();
    await send();
    expect(await states(orderId)).toEqual([
      ["refused", "validation_error"],
      ["sent", null],
    ]);
    expect(JSON.stringify(said.mock.calls)).not.toContain("@example.org");
    said.mockRestore();
  });

  test("fails on end: the run ends after three mails, and asks no more", async () => {
    const orders = Array.from({ length: 6 }, newOrder);
    await deliver(...orders.map((orderId) => confirmed(orderId)));
    provider.reply = refuses(500, "application_error");
    await send();
    expect(provider.asked).toHaveLength(3);
    provider.reply = accepts;
    await letTimePass();
    await send();
    for (const orderId of orders) expect(await states(orderId)).toEqual([["sent", null]]);
  });

  test("fails at one mail: those about the same wait behind it, others leave", async () => {
    const [held, free] = [newOrder(), newOrder()];
    await deliver(confirmed(held), fulfilled(held, 2), confirmed(free));
    provider.reply = ({ to }) =>
      to[0]?.startsWith(held) ? refuses(500, "x")({ key: "", to, subject: "" }) : accepts();
    const again = await send();
    // Not at once: what waits behind another is not due.
    expect(again).toBeGreaterThan(Date.now());
    expect(await states(free)).toEqual([["sent", null]]);
    expect(askedOf(held).map(({ key }) => key.split("/").at(-1))).toEqual(["order_confirmed"]);
    provider.reply = accepts;
    await letTimePass();
    await send();
    expect(askedOf(held).map(({ key }) => key.split("/").at(-1))).toEqual([
      ...["order_confirmed", "order_confirmed", "order_shipped"],
    ]);
  });
});

describe("nobody is written to", () => {
  test("who was erased", async () => {
    const [orderId, userId] = [newOrder(), `usr_${crypto.randomUUID()}`];
    known.erased.add(orderId).add(userId);
    await deliver(confirmed(orderId), happened(`user/${userId}`, 1, "UserRegistered", { userId }));
    await send();
    for (const matter of [orderId, userId]) expect(await states(matter)).toEqual([["suppressed", "nobody"]]);
    expect(provider.asked).toEqual([]);
  });

  test("about what lies more than three days back, as when an old log is read for the first time", async () => {
    const [old, recent] = [newOrder(), newOrder()];
    await deliver(confirmed(old, Date.now() - 3 * DAY_MS - 1_000), confirmed(recent, Date.now() - 2 * DAY_MS));
    await send();
    expect(await states(old)).toEqual([["suppressed", "too_late"]]);
    expect(await states(recent)).toEqual([["sent", null]]);
  });

  test("at a shop that has no address of its own", async () => {
    const data = { orderId: newOrder(), reasons: ["refund_failed"] };
    await deliver(happened(`order/${data.orderId}`, 1, "OrderAttention", data));
    await send({ SHOP_EMAIL: "" });
    expect(await states(data.orderId)).toEqual([["suppressed", "no_shop_address"]]);
  });
});

test("while orders are away a mail waits, and costs the order nothing", async () => {
  const orderId = newOrder();
  await deliver(confirmed(orderId));
  known.down = true;
  expect(await send()).toBeGreaterThan(Date.now());
  known.down = false;
  await letTimePass();
  await send();
  expect(await states(orderId)).toEqual([["sent", null]]);
});

test("the sender's own alarm sends what it was poked for", async () => {
  const orderId = newOrder();
  await deliver(confirmed(orderId));
  const { SENDER } = env as unknown as Env;
  await SENDER.getByName("sender").poke();
  await vi.waitFor(async () => expect(await states(orderId)).toEqual([["sent", null]]), { timeout: 5_000 });
});
