import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apportion, divideRounded, MINOR_MAX, money } from "../../../domain/kernel/money.ts";

describe("an amount of money", () => {
  test("is a whole number of minor units, never negative", () => {
    expect(money(1999, "USD")).toEqual({ minor: 1999, currency: "USD" });
    for (const wrong of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, MINOR_MAX + 1]) {
      expect(() => money(wrong, "USD")).toThrow();
    }
  });
});

describe("division", () => {
  test("rounds half away from zero", () => {
    expect([1n, -1n, 3n, -3n, 0n].map((half) => divideRounded(half, 2n))).toEqual([1, -1, 2, -2, 0]);
    expect(divideRounded(149n, 100n)).toBe(1);
    expect(divideRounded(-151n, 100n)).toBe(-2);
  });

  test("is exact where a double is not", () => {
    // 1.005 x 100 is 100.49999999999999 in floats.
    expect(divideRounded(1_005n * 100n, 1_000n)).toBe(101);
    expect(divideRounded(BigInt(MINOR_MAX) * 190_000n, 1_000_000n)).toBe(190_000_000_000);
  });

  test("is never off by more than a half", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.bigInt({ min: 1000n, max: 10n ** 9n }),
        (n, d) => {
          const error = n - BigInt(divideRounded(n, d)) * d;
          expect((error < 0n ? -error : error) * 2n <= d).toBe(true);
        },
      ),
    );
  });
});

describe("a split by largest remainder", () => {
  const weights = fc.array(fc.integer({ min: 0, max: MINOR_MAX }), { minLength: 1, maxLength: 100 });
  const amount = fc.integer({ min: -MINOR_MAX, max: MINOR_MAX });

  test("adds up to the whole, every part within one unit of its exact share", () => {
    fc.assert(
      fc.property(amount, weights, (whole, shares) => {
        const parts = apportion(whole, shares);
        expect(parts.reduce((total, part) => total + part, 0)).toBe(whole);
        const total = shares.reduce((all, share) => all + BigInt(share), 0n);
        if (total === 0n) return;
        for (const [index, part] of parts.entries()) {
          const error = BigInt(part) * total - BigInt(whole) * BigInt(shares[index] ?? 0);
          expect((error < 0n ? -error : error) < total).toBe(true);
        }
      }),
    );
  });

  test("of what is owed back mirrors that of what is owed", () => {
    fc.assert(
      fc.property(amount, weights, (whole, shares) => {
        expect(apportion(-whole, shares)).toEqual(apportion(whole, shares).map((part) => (part === 0 ? 0 : -part)));
      }),
    );
  });

  test("never gives a part more than its weight, where the whole is no more than all weights", () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 1_000_000 }), (shares, ppm) => {
        const total = shares.reduce((all, share) => all + BigInt(share), 0n);
        const parts = apportion(Number((total * BigInt(ppm)) / 1_000_000n), shares);
        expect(parts.every((part, index) => part <= (shares[index] ?? 0))).toBe(true);
      }),
    );
  });

  test("gives leftovers to the largest remainders, ties to the earlier place", () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(1, [1, 2, 2])).toEqual([0, 1, 0]);
    expect(apportion(7, [0, 0])).toEqual([7, 0]);
    expect(() => apportion(1, [])).toThrow();
  });
});

type Cases = {
  equal_split: { amount: number; parts: number; expect: number[] }[];
  proportional: { weights: number[]; amount: number; expect: number[]; largestRemainder: boolean }[];
};
const SPEC = `${import.meta.dirname}/../../../../shared/specs/proportional-distribution.json`;

describe.skipIf(!existsSync(SPEC))(
  "another shop's cases (skipped where shared/specs does not lie beside the repository)",
  () => {
    const cases = existsSync(SPEC)
      ? (JSON.parse(readFileSync(SPEC, "utf8")) as Cases)
      : { equal_split: [], proportional: [] };

    test("of equal parts are ours", () => {
      for (const each of cases.equal_split) {
        expect(
          apportion(
            each.amount,
            Array.from({ length: each.parts }, () => 1),
          ),
        ).toEqual(each.expect);
      }
    });

    test("by largest remainder are ours; those that favour the first lines are not", () => {
      for (const each of cases.proportional) {
        const isOurs = JSON.stringify(apportion(each.amount, each.weights)) === JSON.stringify(each.expect);
        expect(isOurs, JSON.stringify(each)).toBe(each.largestRemainder);
      }
    });
  },
);
