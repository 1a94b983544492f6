import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorDigits } from "../../../domain/kernel/currency.ts";
import { count, flag, priceMinor, weightGrams } from "../../../scripts/import/values.ts";

describe("a price", () => {
  test.each([
    ["879.99", "USD", 87_999],
    ["100", "USD", 10_000],
    ["0.5", "EUR", 50],
    ["1.2300", "USD", 123],
    ["1500", "JPY", 1_500],
    ["1500.00", "JPY", 1_500],
    ["1.234", "KWD", 1_234],
    ["0.105", "USD", null],
    ["1500.5", "JPY", null],
    ["1,299.00", "USD", null],
    ["-1", "USD", null],
    ["1e3", "USD", null],
    ["$5", "USD", null],
    ["", "USD", null],
    ["99999999999999", "USD", null],
  ] as const)("of %s %s is %s", (text, currency, minor) => expect(priceMinor(text, currency)).toBe(minor));

  test("written out is read back, to the cent", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 12 }),
        fc.constantFrom("USD" as const, "JPY" as const, "KWD" as const),
        (minor, currency) => {
          const digits = minorDigits(currency);
          const padded = String(minor).padStart(digits + 1, "0");
          const text = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
          return priceMinor(text, currency) === minor;
        },
      ),
    );
  });
});

test("weights become whole grams", () => {
  expect(weightGrams("19.8", "lb")).toBe(8_981);
  expect(weightGrams("1.5", "kg")).toBe(1_500);
  expect(weightGrams("2", "oz")).toBe(57);
  expect(weightGrams("", "lb")).toBe(0);
  expect(weightGrams("12", "")).toBe(12);
  expect([weightGrams("heavy", "g"), weightGrams("1", "stone"), weightGrams("-1", "g")]).toEqual([null, null, null]);
});

test("flags and counts are read or refused, never guessed", () => {
  expect([flag("TRUE", false), flag("no", true), flag("", true), flag("perhaps", true)]).toEqual([
    true,
    false,
    true,
    null,
  ]);
  expect([count("5000"), count("0"), count("-1"), count("1.5"), count("")]).toEqual([5_000, 0, null, null, null]);
});
