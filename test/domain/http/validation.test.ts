import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { address, money, pageQuery, quantity, sku, words } from "../../../http/fields.ts";
import { parametersOf } from "../../../http/parameters.ts";
import { FIELD_CODES, fieldErrors, parameterErrors } from "../../../http/validation.ts";
import { newPayment, newRefund } from "../../../workers/gateway/schemas/order-requests.ts";

function errorsOf(schema: z.ZodType, raw: unknown) {
  const parsed = schema.safeParse(raw);
  return parsed.success ? [] : fieldErrors(parsed.error.issues, raw);
}

describe("what is wrong has a place and a stable code", () => {
  const line = z.strictObject({ sku, quantity });

  test.each([
    [{ sku: "A", quantity: 1 }, []],
    [{ sku: "A" }, [{ path: "quantity", code: "required" }]],
    [{ sku: 1, quantity: 1 }, [{ path: "sku", code: "wrong_type" }]],
    [{ sku: "", quantity: 1 }, [{ path: "sku", code: "too_short" }]],
    [{ sku: "A".repeat(65), quantity: 1 }, [{ path: "sku", code: "too_long" }]],
    [{ sku: "A\nB", quantity: 1 }, [{ path: "sku", code: "control_char" }]],
    [{ sku: "A", quantity: 1e20 }, [{ path: "quantity", code: "quantity_range" }]],
    [{ sku: "A", quantity: 1, isAdmin: true }, [{ path: "isAdmin", code: "unknown_field" }]],
  ])("%j", (raw, errors) => {
    expect(errorsOf(line, raw)).toEqual(errors);
  });

  test.each([
    [{ minor: 1.5, currency: "USD" }, "not_integer_minor_units"],
    [{ minor: "1", currency: "USD" }, "wrong_type"],
    [{ minor: -1, currency: "USD" }, "range"],
    [{ minor: 1, currency: "usd" }, "currency"],
    [{ minor: 1, currency: 7 }, "wrong_type"],
    [{ currency: "USD" }, "required"],
  ])("an amount of %j", (raw, code) => {
    expect(errorsOf(money, raw).map((error) => error.code)).toEqual([code]);
  });

  test("nothing that is sent comes back, whatever it is", () => {
    const codes: readonly string[] = FIELD_CODES;
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        for (const { path, code } of errorsOf(address, raw)) {
          expect(codes).toContain(code);
          expect(path).toMatch(/^(\w{1,64}|\?)?(\.(\w{1,64}|\?))*$/);
        }
      }),
    );
  });

  test("a thousand faults make a short answer", () => {
    const raw = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`field${index}`, 1]));
    expect(errorsOf(line, raw).length).toBeLessThanOrEqual(20);
  });
});

describe("an address", () => {
  const good = { name: "Ada", line1: "1 Quay", city: "Bergen", postalCode: "5003", country: "NO" };

  test.each([
    ["country", "XX", "country"],
    ["country", "no", "country"],
    ["postalCode", "4242424242424242", "format"],
    ["phone", "call me", "format"],
    ["name", "4242 4242 4242 4242", "card_data_not_accepted"],
    ["line1", "card 4242-4242-4242-4242", "card_data_not_accepted"],
    ["city", "a\tb", "control_char"],
    ["name", "  ", "required"],
    ["line1", "", "too_short"],
    ["line1", "\u3000", "required"],
    ["postalCode", " ", "format"],
    ["postalCode", "--", "format"],
  ])("whose %s is %j", (field, value, code) => {
    expect(errorsOf(address, { ...good, [field]: value })).toEqual([{ path: field, code }]);
  });

  test("with a phone number that passes the card checksum is an address", () => {
    expect(errorsOf(address, { ...good, phone: "4242424242424242" })).toEqual([]);
  });
});

describe("a payment", () => {
  test.each([
    ["4242424242424242", "card_data_not_accepted"],
    ["4242 4242 4242 4242", "card_data_not_accepted"],
    ["../../v1/refunds", "format"],
    ["", "format"],
  ])("by the method %j is none", (method, code) => {
    expect(errorsOf(newPayment, { orderId: "ord_1", method })).toEqual([{ path: "method", code }]);
  });

  test("is given back by a cent at least", () => {
    const refund = (minor: number) => errorsOf(newRefund, { amount: { minor, currency: "USD" }, reason: "torn" });
    expect(refund(0)).toEqual([{ path: "amount.minor", code: "range" }]);
    expect(refund(1)).toEqual([]);
  });
});

describe("parameters", () => {
  test("are named once each; a dot groups them", () => {
    expect(parametersOf("a=1&option.Size=M&option.Colour=Blue%20sky")).toEqual({
      ok: true,
      value: { a: "1", option: { Size: "M", Colour: "Blue sky" } },
    });
    for (const query of [
      "a=1&a=2",
      "a[]=1",
      "__proto__=1",
      "option.toString=1",
      "option.a=1&option.a=2",
      "a=%00",
      "a=1&a.b=2",
    ]) {
      expect(parametersOf(query).ok).toBe(false);
    }
    expect(parametersOf(Array.from({ length: 31 }, (_, index) => `p${index}=1`).join("&")).ok).toBe(false);
  });

  test("never throw, and never touch a prototype", () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        const parsed = parametersOf(query);
        if (parsed.ok) expect(Object.getPrototypeOf(parsed.value)).toBe(Object.prototype);
      }),
    );
  });

  test("that are wrong are just that", () => {
    const raw = { limit: "0", cursor: "a b" };
    const parsed = pageQuery.safeParse(raw);
    expect(parsed.success ? [] : parameterErrors(parsed.error.issues, raw)).toEqual([
      { path: "limit", code: "parameter" },
      { path: "cursor", code: "parameter" },
    ]);
    expect(pageQuery.parse({})).toEqual({ limit: 20 });
  });

  test("words are cut, never in the middle of a character", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => words.parse(text).isWellFormed()));
  });
});
