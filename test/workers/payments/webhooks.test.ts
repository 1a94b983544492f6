import { createExecutionContext, createScheduledController } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import webhookTable from "../../../d1/migrations/payments/0001_webhook_events.sql?raw";
import worker, { PaymentsService } from "../../../workers/payments/index.ts";
import { migrate } from "../../support/migrate.ts";
import {
  authorised,
  bindings,
  bytes,
  event,
  mac,
  newOrderId,
  nowSeconds,
  OLD_SECRET,
  SECRET,
  signed,
} from "./message.ts";

const { DB, PAYMENTS } = bindings;
const gateway: Caller = { kind: "system", name: "gateway" };
/** The same, without a wire: where a call is to throw, a remote promise would be rejected twice. */
const service = new PaymentsService(createExecutionContext(), bindings);
const DAY = 24 * 60 * 60_000;

const receive = (text: string, signature: string) => PAYMENTS.receive(gateway, bytes(text), signature);

async function rowOf(id: string) {
  return DB.prepare("SELECT id, type, ref, order_id, received_at, done_at FROM webhook_events WHERE id = ?")
    .bind(id)
    .first();
}

async function rows(): Promise<number> {
  const counted = await DB.prepare("SELECT count(*) AS n FROM webhook_events").first<{ n: number }>();
  return counted?.n ?? 0;
}

beforeAll(() => migrate(DB, webhookTable));

describe("a webhook from the provider", () => {
  test("says which order to look at, and is kept as received without a word of its content", async () => {
    const orderId = newOrderId();
    const told = authorised(orderId, { data: { object: { ...intentOf(orderId), receipt_email: "a@example.org" } } });
    const text = JSON.stringify(told);
    const fact = { orderId, ref: "pi_1" };
    expect(await receive(text, signed(text))).toEqual({
      ok: true,
      value: { eventId: told.id, alreadyDone: false, fact },
    });
    expect(await rowOf(told.id)).toMatchObject({
      type: "payment_intent.amount_capturable_updated",
      ref: "pi_1",
      order_id: orderId,
      done_at: null,
    });
    expect(JSON.stringify(await DB.prepare("SELECT * FROM webhook_events").all())).not.toContain("example.org");
  });

  test("that comes again before the order took it is to be done again; after that it is done", async () => {
    const told = authorised(newOrderId());
    const text = JSON.stringify(told);
    await receive(text, signed(text));
    expect(await receive(text, signed(text))).toMatchObject({ ok: true, value: { alreadyDone: false } });
    await PAYMENTS.done(gateway, told.id);
    expect(await receive(text, signed(text))).toMatchObject({ ok: true, value: { alreadyDone: true } });
    const first = (await rowOf(told.id))?.done_at;
    await PAYMENTS.done(gateway, told.id);
    expect((await rowOf(told.id))?.done_at).toBe(first);
  });

  test("three times at once is one row", async () => {
    const told = authorised(newOrderId());
    const text = JSON.stringify(told);
    const before = await rows();
    await Promise.all([receive(text, signed(text)), receive(text, signed(text)), receive(text, signed(text))]);
    expect(await rows()).toBe(before + 1);
  });

  test("signed with the older secret is good while both are set", async () => {
    const text = JSON.stringify(authorised(newOrderId()));
    expect(await receive(text, signed(text, nowSeconds(), OLD_SECRET))).toMatchObject({ ok: true });
  });

  test("up to 300 seconds old, or early, is good", async () => {
    for (const seconds of [nowSeconds() - 298, nowSeconds() + 298]) {
      const text = JSON.stringify(authorised(newOrderId()));
      expect(await receive(text, signed(text, seconds))).toMatchObject({ ok: true });
    }
  });

  test("about a charge names the intent it belongs to", async () => {
    const orderId = newOrderId();
    const text = JSON.stringify(
      event("charge.refunded", { id: "ch_1", payment_intent: "pi_7", metadata: { order_id: orderId } }),
    );
    expect(await receive(text, signed(text))).toMatchObject({ ok: true, value: { fact: { orderId, ref: "pi_7" } } });
  });

  test.each([
    ["of an order that is not ours", () => authorised("ord_00000000000000000000000000000000")],
    ["of an order whose id was changed by a letter", () => authorised(newOrderId().replace(/.$/, "u"))],
    ["of no order", () => event("payment_intent.created", { id: "pi_2", metadata: {} })],
    ["about something else", () => event("customer.created", { id: "cus_1", metadata: { order_id: newOrderId() } })],
    ["with metadata of another form", () => event("payment_intent.created", { id: "pi_2", metadata: null })],
  ])("%s is taken and leads nowhere", async (_, make) => {
    const told = make();
    const text = JSON.stringify(told);
    expect(await receive(text, signed(text))).toEqual({
      ok: true,
      value: { eventId: told.id, alreadyDone: false, fact: null },
    });
    expect(await rowOf(told.id)).toMatchObject({ order_id: null, ref: null });
  });

  test("about a refund without our order id is not taken while its intent cannot be read", async () => {
    const text = JSON.stringify(event("refund.failed", { id: "re_1", payment_intent: "pi_1", metadata: {} }));
    const before = await rows();
    await expect(service.receive(gateway, bytes(text), signed(text))).rejects.toThrow("could not be read");
    expect(await rows()).toBe(before);
  });
});

function intentOf(orderId: string) {
  return { id: "pi_1", object: "payment_intent", metadata: { order_id: orderId } };
}

describe("a message that only looks like one", () => {
  const text = JSON.stringify(authorised(newOrderId()));
  const now = nowSeconds();
  const good = mac(text, now, SECRET);
  const corpus: [string, string, string, string][] = [
    ["without a signature", text, "", "webhook_signature"],
    ["with a v0 signature only", text, `t=${now},v0=${good}`, "webhook_signature"],
    ["signed with another secret", text, signed(text, now, "whsec_other"), "webhook_signature"],
    ["signed with an empty secret", text, signed(text, now, ""), "webhook_signature"],
    ["with a space more than was signed", `${text} `, signed(text, now), "webhook_signature"],
    ["with a byte order mark more than was signed", `\uFEFF${text}`, signed(text, now), "webhook_signature"],
    ["written anew", JSON.stringify(JSON.parse(text), null, 2), signed(text, now), "webhook_signature"],
    ["with another time than was signed", text, `t=${now - 1},v1=${good}`, "webhook_signature"],
    [
      "with a fresh time before the old one that was signed",
      text,
      `t=${now},${signed(text, now - 9_000)}`,
      "webhook_signature",
    ],
    [
      "with a fresh time after the old one that was signed",
      text,
      `${signed(text, now - 9_000)},t=${now}`,
      "webhook_signature",
    ],
    ["without a time", text, `v1=${good}`, "webhook_signature"],
    ["with words for a time", text, `t=now,v1=${good}`, "webhook_signature"],
    ["with an endless header", text, `${signed(text, now)},v1=${"0".repeat(5_000)}`, "webhook_signature"],
    ["sent 301 seconds ago", text, signed(text, now - 301), "webhook_timestamp"],
    ["sent in 310 seconds", text, signed(text, now + 310), "webhook_timestamp"],
    ["that is no JSON", "hello", signed("hello", now), "invalid_json"],
    ["that is JSON and no event", "[1]", signed("[1]", now), "invalid_json"],
    ["that is nothing", "", signed("", now), "webhook_signature"],
  ];

  test.each(corpus)("%s is refused, and nothing is kept", async (_, body, signature, code) => {
    const before = await rows();
    expect(await receive(body, signature)).toEqual({ ok: false, error: { code } });
    expect(await rows()).toBe(before);
  });

  test("about real money is refused where money is not real", async () => {
    const live = JSON.stringify(authorised(newOrderId(), { livemode: true }));
    expect(await receive(live, signed(live))).toEqual({ ok: false, error: { code: "webhook_livemode" } });
  });

  test("of more than 256 KB is refused before anything is computed", async () => {
    const huge = "x".repeat(256 * 1024 + 1);
    expect(await receive(huge, signed(huge))).toEqual({ ok: false, error: { code: "too_large" } });
  });
});

describe("strangers", () => {
  const strangers: Caller[] = [
    { kind: "guest", tokens: {} },
    { kind: "system", name: "cart" },
  ];

  test.each(strangers)("$kind moves no money and brings no webhook", async (stranger) => {
    const orderId = newOrderId();
    const amount = { minor: 100, currency: "USD" } as const;
    const key = "k";
    const ref = "pi_1";
    const text = JSON.stringify(authorised(orderId));
    const calls = [
      () => service.authorise(stranger, { orderId, attempt: 1, amount, method: "pm_card_visa", key }),
      () => service.read(stranger, ref),
      () => service.find(stranger, { orderId, attempt: 1, since: 0 }),
      () => service.capture(stranger, { ref, amount, key }),
      () => service.void(stranger, { ref, key }),
      () => service.refund(stranger, { ref, refundId: "ref_1", amount, key }),
      () => service.refunds(stranger, ref),
      () => service.receive(stranger, bytes(text), signed(text)),
      () => service.done(stranger, "evt_1"),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow("only");
  });

  test("the front door moves no money, and orders brings no webhook", async () => {
    await expect(service.read(gateway, "pi_1")).rejects.toThrow("only orders");
    await expect(service.done({ kind: "system", name: "orders" }, "evt_1")).rejects.toThrow("only the front door");
  });
});

test("a provider that cannot be reached is an unknown outcome, inside workerd too", async () => {
  expect(await PAYMENTS.read({ kind: "system", name: "orders" }, "pi_1")).toMatchObject({ kind: "unknown" });
});

test("what is long past being repeated is dropped, what is recent stays", async () => {
  const insert = DB.prepare(
    "INSERT INTO webhook_events (id, type, created_at, received_at) VALUES (?, 'payment_intent.created', 0, ?)",
  );
  const now = Date.now();
  await DB.batch([insert.bind("evt_old", now - 31 * DAY), insert.bind("evt_recent", now - 29 * DAY)]);
  await worker.scheduled(createScheduledController(), bindings);
  expect(await rowOf("evt_old")).toBeNull();
  expect(await rowOf("evt_recent")).not.toBeNull();
});

test("ready reads the table, for anyone", async () => {
  await PAYMENTS.ready(gateway);
});
