import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseForm } from "../../../dev/stripe/form.ts";
import { authorisation, errorOf, HOUR, sdkAt, TestStripe } from "./stand-in.ts";

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await TestStripe.start();
});
afterAll(() => stripe.end());

describe("a form", () => {
  test("nests by brackets, and counts lists", () => {
    const parsed = parseForm("a=1&b[c][d]=x%20y&e[]=1&e[]=2&f[0][g]=h&created[gte]=5");
    expect(JSON.parse(JSON.stringify(parsed))).toEqual({
      a: "1",
      b: { c: { d: "x y" } },
      e: ["1", "2"],
      f: [{ g: "h" }],
      created: { gte: "5" },
    });
  });

  test("cannot reach a prototype", () => {
    parseForm("__proto__[polluted]=1&constructor[prototype][polluted]=1");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("of any text is read or refused, never thrown at", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        try {
          parseForm(text);
        } catch (thrown) {
          expect(thrown).toMatchObject({ status: 400 });
        }
      }),
    );
  });
});

describe("a request", () => {
  test("without a key, or with another, is refused", async () => {
    const none = await fetch(`${stripe.url}/v1/payment_intents`);
    expect(none.status).toBe(401);
    const other = await fetch(`${stripe.url}/v1/payment_intents`, { headers: { authorization: "Bearer sk_test_no" } });
    expect(other.status).toBe(401);
    expect(await other.json()).toMatchObject({ error: { type: "invalid_request_error" } });
  });

  test("may name its key as curl does", async () => {
    const authorization = `Basic ${Buffer.from("sk_test_stand_in:").toString("base64")}`;
    const answer = await fetch(`${stripe.url}/v1/customers`, { method: "POST", headers: { authorization } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("request-id")).toMatch(/^req_/);
    expect(answer.headers.get("stripe-version")).toBe("2026-10-28.endive");
  });

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ["a missing amount", { amount: "" }, { code: "parameter_missing", param: "amount" }],
    ["an amount in words", { amount: "ten" }, { code: "parameter_invalid_integer", param: "amount" }],
    ["an amount of nothing", { amount: "0" }, { code: "parameter_invalid_integer", param: "amount" }],
    ["a fraction", { amount: "10.5" }, { code: "parameter_invalid_integer", param: "amount" }],
    ["less than the least", { amount: "49" }, { code: "amount_too_small", param: "amount" }],
    ["more than the most", { amount: "100000000" }, { code: "amount_too_large", param: "amount" }],
    ["an unknown currency", { currency: "xyz" }, { param: "currency" }],
    ["an unknown parameter", { colour: "red" }, { code: "parameter_unknown", param: "colour" }],
    ["an unknown method", { payment_method: "pm_nobody" }, { code: "resource_missing", param: "payment_method" }],
    ["an unknown customer", { customer: "cus_nobody" }, { code: "resource_missing", param: "customer" }],
    [
      "types that are no longer given",
      { "payment_method_types[0]": "card" },
      { code: "payment_method_types_no_longer_supported" },
    ],
  ])("with %s is refused by name", async (_, change, error) => {
    const form = { amount: "900", currency: "usd", ...change };
    const answer = await stripe.post("/v1/payment_intents", form);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { type: "invalid_request_error", ...error } });
  });

  test("to confirm without a way back needs a promise not to send the shopper away", async () => {
    const { automatic_payment_methods: _, ...rest } = authorisation();
    expect(await errorOf(stripe.sdk.paymentIntents.create(rest))).toMatchObject({ statusCode: 400 });
  });

  test("of an older version may still name its types", async () => {
    const older = sdkAt(stripe.url, { apiVersion: "2023-08-16" });
    const { automatic_payment_methods: _, ...rest } = authorisation();
    const params = { ...rest, payment_method_types: ["card"] };
    expect(await older.paymentIntents.create(params)).toMatchObject({ status: "requires_capture" });
  });

  test("for what does not exist is 404", async () => {
    expect(await errorOf(stripe.sdk.paymentIntents.retrieve("pi_nobody"))).toMatchObject({
      statusCode: 404,
      code: "resource_missing",
      param: "intent",
    });
    expect(await errorOf(stripe.sdk.balance.retrieve())).toMatchObject({ statusCode: 404 });
  });
});

describe("a list", () => {
  test("is newest first, in pages, between two times, with metadata kept", async () => {
    const mine = await TestStripe.start();
    const made: string[] = [];
    for (let n = 0; n < 5; n++) {
      const intent = await mine.sdk.paymentIntents.create({ ...authorisation(), metadata: { n: String(n) } });
      made.unshift(intent.id);
      if (n === 2) await mine.advance(HOUR);
    }
    const first = await mine.sdk.paymentIntents.list({ limit: 2 });
    expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
    expect(first.has_more).toBe(true);
    const rest = await mine.sdk.paymentIntents.list({ limit: 3, starting_after: made[1] ?? "" });
    expect(rest.data.map(({ id }) => id)).toEqual(made.slice(2));
    expect(rest.has_more).toBe(false);
    const newer = await mine.sdk.paymentIntents.list({ limit: 1, ending_before: made[2] ?? "" });
    expect(newer.data.map(({ id }) => id)).toEqual([made[1]]);
    expect(newer.has_more).toBe(true);
    const border = first.data[0]?.created ?? 0;
    const early = await mine.sdk.paymentIntents.list({ created: { lt: border - 1_800 } });
    expect(early.data.map(({ metadata }) => metadata.n)).toEqual(["2", "1", "0"]);
    const late = await mine.sdk.paymentIntents.list({
      created: { gte: border - 1_800 },
      expand: ["data.latest_charge"],
    });
    expect(late.data).toHaveLength(2);
    expect(late.data[0]?.latest_charge).toMatchObject({ object: "charge" });
    await mine.end();
  });

  test("beyond 100 rows a page is refused", async () => {
    expect(await errorOf(stripe.sdk.paymentIntents.list({ limit: 101 }))).toMatchObject({ param: "limit" });
  });
});

test("customers and methods are made and found again", async () => {
  const customer = await stripe.sdk.customers.create({ email: "a@example.org", metadata: { shop: "1" } });
  expect(await stripe.sdk.customers.retrieve(customer.id)).toMatchObject({ email: "a@example.org" });
  const intent = await stripe.sdk.paymentIntents.create({ ...authorisation(), customer: customer.id });
  const method = await stripe.sdk.paymentMethods.retrieve(String(intent.payment_method));
  expect(method).toMatchObject({ type: "card", card: { last4: "4242" }, customer: customer.id });
});

describe("what people see", () => {
  test("lists the intents, with nothing of theirs taken for markup", async () => {
    const order_id = '<script>alert("x")</script>';
    await stripe.sdk.paymentIntents.create({ ...authorisation(), metadata: { order_id } });
    const page = await (await fetch(stripe.url)).text();
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toContain("<script>");
  });

  test("and the controls are only for this machine, and not for forms of other pages", async () => {
    const form = await fetch(`${stripe.url}/_control/reset`, { method: "POST", body: new URLSearchParams({}) });
    expect(form.status).toBe(415);
    const unknown = await fetch(`${stripe.url}/_control/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kind: "earthquake" }),
    });
    expect(unknown.status).toBe(400);
  });
});
