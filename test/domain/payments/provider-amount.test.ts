import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Currency, isCurrency } from "../../../domain/kernel/currency.ts";
import { money } from "../../../domain/kernel/money.ts";
import { fromProvider, toProvider } from "../../../domain/payments/provider-amount.ts";

const CURRENCIES = Intl.supportedValuesOf("currency").filter((code): code is Currency => isCurrency(code));
const anyMoney = fc
  .tuple(fc.integer({ min: 0, max: 1_000_000_000 }), fc.constantFrom(...CURRENCIES))
  .map(([minor, currency]) => money(minor, currency));

describe("an amount at the provider", () => {
  test.each<[number, Currency, number]>([
    [1_050, "USD", 1_050],
    [500, "JPY", 500],
    [5_120, "KWD", 5_120],
    // Whole krónur and shillings, which Stripe counts in hundredths.
    [500, "ISK", 50_000],
    [500, "UGX", 50_000],
    // Hundredths of an ariary, which Stripe does not count at all.
    [5_000, "MGA", 50],
  ])("%i %s is %i", (minor, currency, amount) => {
    expect(toProvider(money(minor, currency))).toBe(amount);
  });

  test.each<[number, Currency]>([
    [5_124, "KWD"],
    [5_050, "MGA"],
  ])("%i %s cannot be said to it, and is not rounded", (minor, currency) => {
    expect(toProvider(money(minor, currency))).toBeNull();
  });

  test("comes back as the amount that was asked, or was never asked", () => {
    fc.assert(
      fc.property(anyMoney, (asked) => {
        const amount = toProvider(asked);
        if (amount !== null) expect(fromProvider(amount, asked.currency)).toBe(asked.minor);
      }),
    );
  });

  test("of a fraction of our minor unit is none of ours", () => {
    expect(fromProvider(50_050, "ISK")).toBeNull();
  });
});
