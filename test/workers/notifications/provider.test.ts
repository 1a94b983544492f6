import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { dueMails, nextDue, suppressLate } from "../../../workers/notifications/queries.ts";
import { rowsReadOf } from "../../support/rows-read.ts";
import {
  accepts,
  askedOf,
  bindings,
  confirmed,
  deliver,
  fulfilled,
  letTimePass,
  newOrder,
  prepared,
  provider,
  quiet,
  refuses,
  rowsOf,
  send,
  states,
} from "./shop.ts";

beforeAll(prepared);
beforeEach(quiet);

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

  test("asks us to wait: not another mail is tried before", async () => {
    await deliver(...Array.from({ length: 3 }, () => confirmed(newOrder())));
    provider.reply = refuses(429, "rate_limit_exceeded", { "retry-after": "7" });
    expect(await send()).toBeGreaterThan(Date.now() + 6_000);
    expect(provider.asked).toHaveLength(1);
  });

  test("never takes some mails: a new one leaves before they are tried again", async () => {
    const never = Array.from({ length: 9 }, newOrder);
    await deliver(...never.map((orderId) => confirmed(orderId)));
    provider.reply = ({ to }) =>
      never.some((orderId) => to[0]?.startsWith(orderId)) ? refuses(500, "x")({ key: "", to, subject: "" }) : accepts();
    for (let run = 0; run < 3; run++) await send();
    await bindings.DB.prepare("UPDATE mails SET due_at = 1 WHERE state = 'queued'").run();
    const fresh = newOrder();
    await deliver(confirmed(fresh));
    await send();
    expect(await states(fresh)).toEqual([["sent", null]]);
  });

  test("is away for long: a run reads no more of the mails that wait than it sends", async () => {
    const waiting = Array.from({ length: 60 }, newOrder);
    await deliver(...waiting.map((orderId) => confirmed(orderId)));
    await bindings.DB.prepare("UPDATE mails SET due_at = 9000000000000 WHERE state = 'queued'").run();
    const read = await rowsReadOf(bindings.DB)(async (db) => {
      await suppressLate(db, Date.now());
      await dueMails(db, Date.now(), 20);
      await nextDue(db);
    });
    expect(read).toBeLessThan(waiting.length / 6);
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
