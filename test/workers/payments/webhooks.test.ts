import { createExecutionContext, createScheduledController } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import type { WebhookReceipt } from "../../../contracts/payments.ts";
import worker, { PaymentsService } from "../../../workers/payments/index.ts";
import {
  authorised,
  bindings,
  bytes,
  event,
  gateway,
  migrated,
  newOrderId,
  nowSeconds,
  OLD_SECRET,
  receive,
  rows,
  signed,
} from "./message.ts";

const { DB, PAYMENTS } = bindings;
/** The same, without a wire: where a call is to throw, a remote promise would be rejected twice. */
const service = new PaymentsService(createExecutionContext(), bindings);
const DAY = 24 * 60 * 60_000;

async function rowOf(id: string) {
  return DB.prepare("SELECT id, type, ref, order_id, received_at, done_at FROM webhook_events WHERE id = ?")
    .bind(id)
    .first();
}

async function take(text: string): Promise<WebhookReceipt> {
  const taken = await receive(text, signed(text));
  if (!taken.ok) throw new Error(taken.error.code);
  return taken.value;
}

beforeAll(migrated);

describe("a webhook from the provider", () => {
  test("says which order to look at, and is kept as received without a word of its content", async () => {
    const orderId = newOrderId();
    const told = authorised(orderId, { data: { object: { ...intentOf(orderId), receipt_email: "a@example.org" } } });
    const text = JSON.stringify(told);
    const fact = { orderId, ref: "pi_1" };
    const receipt = await take(text);
    expect(receipt).toEqual({ eventId: told.id, type: told.type, createdAt: told.created * 1_000, fact });
    expect(await rowOf(told.id)).toBeNull();
    await PAYMENTS.note(gateway, receipt, false);
    expect(await rowOf(told.id)).toMatchObject({ type: told.type, ref: "pi_1", order_id: orderId, done_at: null });
    expect(JSON.stringify(await DB.prepare("SELECT * FROM webhook_events").all())).not.toContain("example.org");
  });

  test("is received until the order takes it; after that it is done, since the first time", async () => {
    const receipt = await take(JSON.stringify(authorised(newOrderId())));
    await PAYMENTS.note(gateway, receipt, false);
    const received = await rowOf(receipt.eventId);
    expect(received).toMatchObject({ done_at: null });
    await PAYMENTS.note(gateway, receipt, true);
    const done = await rowOf(receipt.eventId);
    expect(done).toEqual({ ...received, done_at: expect.any(Number) });
    for (const taken of [true, false]) await PAYMENTS.note(gateway, receipt, taken);
    expect(await rowOf(receipt.eventId)).toEqual(done);
  });

  test("fault 19: three times at once is one row", async () => {
    const receipt = await take(JSON.stringify(authorised(newOrderId())));
    const before = await rows();
    await Promise.all([true, false, true].map((taken) => PAYMENTS.note(gateway, receipt, taken)));
    expect(await rows()).toBe(before + 1);
    expect((await rowOf(receipt.eventId))?.done_at).not.toBeNull();
  });

  test("fault 74: signed with the older secret is good while both are set", async () => {
    const text = JSON.stringify(authorised(newOrderId()));
    expect(await receive(text, signed(text, nowSeconds(), OLD_SECRET))).toMatchObject({ ok: true });
  });

  test("fault 23: up to 300 seconds old, or early, is good", async () => {
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
    const receipt = await take(text);
    expect(receipt).toMatchObject({ eventId: told.id, fact: null });
    await PAYMENTS.note(gateway, receipt, false);
    expect(await rowOf(told.id)).toMatchObject({ order_id: null, ref: null });
  });

  test("about a refund without our order id is not taken while its intent cannot be read", async () => {
    const text = JSON.stringify(event("refund.failed", { id: "re_1", payment_intent: "pi_1", metadata: {} }));
    await expect(service.receive(gateway, bytes(text), signed(text))).rejects.toThrow("could not be read");
  });
});

function intentOf(orderId: string) {
  return { id: "pi_1", object: "payment_intent", metadata: { order_id: orderId } };
}

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
