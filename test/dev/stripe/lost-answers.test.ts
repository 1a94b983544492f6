import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PaymentsAt } from "./payments-at.ts";
import { API_KEY, authorisation, DAY, HOUR } from "./stand-in.ts";

let at: PaymentsAt;
beforeEach(async () => {
  at = await PaymentsAt.start();
});
afterEach(() => at.stripe.end());

describe("an answer that was lost", () => {
  test("before the effect: unknown; nothing is found; the same key makes it", async () => {
    await at.stripe.fault("timeout_before");
    expect(await at.authorise()).toMatchObject({ kind: "unknown" });
    expect(await at.find()).toEqual({ kind: "ok", value: null });
    expect(await at.authorise()).toMatchObject({ kind: "ok", value: { status: "authorised" } });
    expect(await at.intents()).toHaveLength(1);
  });

  test.each(["timeout_after", "connection_reset_after"])(
    "%s: unknown; it is found; the same key tells",
    async (kind) => {
      await at.stripe.fault(kind);
      expect(await at.authorise()).toMatchObject({ kind: "unknown" });
      const found = await at.find();
      expect(found).toMatchObject({ kind: "ok", value: { orderId: at.orderId, status: "authorised" } });
      expect(await at.authorise()).toEqual(found);
      expect(await at.intents()).toHaveLength(1);
    },
  );

  test("a 500 that is kept under the key stays unknown, and only a look finds the truth", async () => {
    await at.stripe.fault("error_500_after");
    for (let n = 0; n < 2; n++) expect(await at.authorise()).toMatchObject({ kind: "unknown" });
    expect(await at.find()).toMatchObject({ kind: "ok", value: { status: "authorised" } });
  });

  test("a 500 under which nothing happened is found to be nothing", async () => {
    await at.stripe.fault("error_500");
    for (let n = 0; n < 2; n++) expect(await at.authorise()).toMatchObject({ kind: "unknown" });
    expect(await at.find()).toEqual({ kind: "ok", value: null });
    expect(await at.authorise("pm_card_visa", "auth-2", 2)).toMatchObject({ kind: "ok", value: { attempt: 2 } });
  });

  test("a day later the key is pruned, but the intent is found by our own words", async () => {
    await at.stripe.fault("timeout_after");
    expect(await at.authorise()).toMatchObject({ kind: "unknown" });
    await at.stripe.advance(DAY + HOUR);
    const [made] = await at.intents();
    expect(await at.find()).toMatchObject({ kind: "ok", value: { ref: made?.id, status: "authorised" } });
  });
});

describe("an answer that tells nothing", () => {
  test("too many requests, a key in use, a key of ours that is wrong: unknown, never a no", async () => {
    await at.stripe.fault("rate_limit_429");
    expect(await at.authorise()).toMatchObject({ kind: "unknown", cause: expect.stringContaining("429") });
    await at.stripe.fault("delay_before", { delayMs: 200 });
    const both = await Promise.all([at.authorise(), at.authorise()]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(["ok", "unknown"]);
    const locked = at.with("sk_test_revoked");
    expect(await locked.read("pi_1")).toMatchObject({ kind: "unknown", cause: expect.stringContaining("401") });
  });

  test("a key that was used for something else says that something else happened", async () => {
    await at.authorise("pm_card_visa", "same");
    expect(await at.authorise("pm_card_mastercard", "same")).toMatchObject({ kind: "unknown" });
  });

  test("a provider that is not there", async () => {
    const lost = at.with(API_KEY, "http://127.0.0.1:9");
    expect(await lost.read("pi_1")).toMatchObject({ kind: "unknown", cause: "StripeConnectionError" });
  });
});

describe("find", () => {
  test("tells attempts of one order apart, and orders from each other", async () => {
    await at.authorise("pm_card_chargeDeclined", "first", 1);
    await at.authorise("pm_card_visa", "second", 2);
    expect(await at.find(1)).toMatchObject({ value: { attempt: 1, status: "declined" } });
    expect(await at.find(2)).toMatchObject({ value: { attempt: 2, status: "authorised" } });
    expect(await at.find(3)).toEqual({ kind: "ok", value: null });
  });

  test("reads on over many pages", async () => {
    await at.authorise();
    const others = Array.from({ length: 120 }, () => at.stripe.sdk.paymentIntents.create(authorisation()));
    await Promise.all(others);
    expect(await at.find()).toMatchObject({ value: { orderId: at.orderId } });
  });

  test("is unknown, never nothing, when a page cannot be read", async () => {
    await at.authorise();
    await at.stripe.fault("error_500", { match: { method: "GET" } });
    expect(await at.find()).toMatchObject({ kind: "unknown" });
  });

  test("prefers the intent that holds money, should there be two", async () => {
    await at.authorise("pm_card_visa", "one");
    await at.authorise("pm_card_chargeDeclined", "two");
    expect(await at.find()).toMatchObject({ value: { status: "authorised" } });
  });
});
