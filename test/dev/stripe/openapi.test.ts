import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { API_KEY, authorisation, DAY, HOUR, TestStripe } from "./stand-in.ts";

const SPECS = join(import.meta.dirname, "../../../../shared/specs/stripe");
const OPENAPI = join(SPECS, "spec3.2023-09-12.json");
const FIXTURES = join(SPECS, "fixtures3.2026-08-21.json");
const present = existsSync(OPENAPI) && existsSync(FIXTURES);
if (!present) console.log(`skipped: Stripe's OpenAPI description is not there (${SPECS})`);

type Json = Record<string, unknown>;

/** Stripe's schemas as JSON schema: `nullable` is of OpenAPI 3.0 and unknown to ajv beside a `$ref` or `anyOf`. */
function jsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(jsonSchema);
  if (typeof node !== "object" || node === null) return node;
  const { nullable, ...rest } = node as Json;
  const plain = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, jsonSchema(value)]));
  return nullable === true ? { anyOf: [{ type: "null" }, plain] } : plain;
}

/** The version the description is of. */
const older = { authorization: `Bearer ${API_KEY}`, "stripe-version": "2023-08-16" };

describe.runIf(present)("every answer has the form Stripe's OpenAPI description gives it", () => {
  let stripe: TestStripe;
  let validate: (schema: string, body: unknown) => string[];
  let fixtures: Record<string, Json>;

  beforeAll(async () => {
    stripe = await TestStripe.start();
    const { components } = JSON.parse(readFileSync(OPENAPI, "utf8")) as { components: { schemas: Json } };
    fixtures = (JSON.parse(readFileSync(FIXTURES, "utf8")) as { resources: Record<string, Json> }).resources;
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    ajv.addSchema({ $id: "stripe", components: { schemas: jsonSchema(components.schemas) } });
    validate = (schema, body) => {
      const check = ajv.getSchema(`stripe#/components/schemas/${schema}`);
      if (check === undefined) throw new Error(`no schema ${schema}`);
      return check(body) ? [] : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
    };
  });
  afterAll(() => stripe?.end());

  async function get(path: string): Promise<Json> {
    return (await (await fetch(`${stripe.url}${path}`, { headers: older })).json()) as Json;
  }

  async function intentOf(method: string, then: "capture" | "cancel" | null = null): Promise<string> {
    const made = await stripe.sdk.paymentIntents.create(authorisation(method)).catch((thrown) => thrown.payment_intent);
    if (then !== null) await stripe.sdk.paymentIntents[then](made.id);
    return made.id;
  }

  const expanded = "expand[]=latest_charge&expand[]=payment_method";

  test.each([
    ["authorised", () => intentOf("pm_card_visa")],
    ["captured", () => intentOf("pm_card_mastercard", "capture")],
    ["canceled", () => intentOf("pm_card_amex", "cancel")],
    ["declined", () => intentOf("pm_card_chargeDeclinedInsufficientFunds")],
    ["waiting for 3-D Secure", () => intentOf("pm_card_authenticationRequired")],
    [
      "failed at 3-D Secure",
      async () => {
        const id = await intentOf("pm_card_authenticationRequired");
        await stripe.control(`payment_intents/${id}/authenticate`, { outcome: "fail" });
        return id;
      },
    ],
    [
      "expired",
      async () => {
        const id = await intentOf("pm_card_visa");
        await stripe.advance(7 * DAY + HOUR);
        return id;
      },
    ],
  ])("an intent that is %s", async (_, make) => {
    const id = await make();
    expect(validate("payment_intent", await get(`/v1/payment_intents/${id}?${expanded}`))).toEqual([]);
    expect(validate("payment_intent", await get(`/v1/payment_intents/${id}`))).toEqual([]);
  });

  test("charges, refunds, methods and customers", async () => {
    const id = await intentOf("pm_card_visa", "capture");
    const refund = await stripe.sdk.refunds.create({ payment_intent: id, amount: 100 });
    const intent = await stripe.sdk.paymentIntents.retrieve(id);
    const customer = await stripe.sdk.customers.create({ name: "Ada" });
    const failing = await stripe.sdk.refunds.create({
      payment_intent: await intentOf("pm_card_refundFail", "capture"),
    });
    await stripe.advance(HOUR);
    expect(validate("charge", await get(`/v1/charges/${intent.latest_charge}`))).toEqual([]);
    expect(validate("refund", await get(`/v1/refunds/${refund.id}`))).toEqual([]);
    expect(validate("refund", await get(`/v1/refunds/${failing.id}`))).toEqual([]);
    expect(validate("payment_method", await get(`/v1/payment_methods/${intent.payment_method}`))).toEqual([]);
    expect(validate("customer", await get(`/v1/customers/${customer.id}`))).toEqual([]);
  });

  test("events, and lists", async () => {
    const events = await get("/v1/events?limit=100");
    expect((events.data as Json[]).length).toBeGreaterThan(20);
    for (const event of events.data as Json[]) expect(validate("event", event)).toEqual([]);
    const intents = await get("/v1/payment_intents?limit=100&expand[]=data.latest_charge");
    expect(intents).toMatchObject({ object: "list", url: "/v1/payment_intents", has_more: false });
    for (const intent of intents.data as Json[]) expect(validate("payment_intent", intent)).toEqual([]);
  });

  test("errors", async () => {
    const declined = await stripe.post("/v1/payment_intents", {
      amount: "900",
      currency: "usd",
      payment_method: "pm_card_chargeDeclined",
      confirm: "true",
      return_url: "https://shop.example",
    });
    const unknown = await get("/v1/payment_intents/pi_nobody");
    for (const body of [await declined.json(), unknown]) expect(validate("error", body)).toEqual([]);
  });

  test("and the fields of the newest fixtures, so that no reader of today misses one", async () => {
    const id = await intentOf("pm_card_visa", "capture");
    const intent = await get(`/v1/payment_intents/${id}?${expanded}`);
    const charge = intent.latest_charge as Json;
    const refund = (await stripe.sdk.refunds.create({ payment_intent: id })) as unknown as Json;
    const customer = (await stripe.sdk.customers.create({})) as unknown as Json;
    // Of accounts and features that a shop of cards alone does not have.
    const elsewhere = ["managed_payments", "refunds", "customer_account", "customer", "payment_method"];
    const bodies = { payment_intent: intent, charge, refund, customer, payment_method: intent.payment_method as Json };
    for (const [name, body] of Object.entries(bodies)) {
      const missing = Object.keys(fixtures[name] ?? {}).filter(
        (field) => !(field in body) && !elsewhere.includes(field),
      );
      expect({ name, missing }).toEqual({ name, missing: [] });
    }
  });
});
