import { describe, expect, test } from "vitest";
import { QUOTE_MS, TAKE_BACK_MS } from "../../../domain/cart/types.ts";
import { aCart, aFullCart, change, handOver, NOON, quoteId, wanted } from "./given.ts";

describe("a quote", () => {
  const quote = { type: "Quote", quoteId: quoteId("q") } as const;
  const paying = handOver("key-1", { quoteId: quoteId("q") });

  test("is good for a quarter of an hour", () => {
    expect(
      aFullCart()
        .after(quote)
        .try(paying, { at: NOON + QUOTE_MS - 1 }),
    ).toContain("HandedOver");
    expect(
      aFullCart()
        .after(quote)
        .try(paying, { at: NOON + QUOTE_MS }),
    ).toEqual({ code: "quote_expired" });
  });

  test("ends with any change of the total, but not with an e-mail", () => {
    expect(
      aFullCart()
        .after(quote)
        .after(change({ email: true }))
        .try(paying),
    ).toContain("HandedOver");
    const changed = aFullCart()
      .after(quote)
      .after(change({ lines: [wanted("mug", 3)] }));
    expect(changed.try(paying)).toEqual({ code: "quote_expired" });
  });

  test("stays when the prices noted are its own", () => {
    const note = { type: "Reprice", variants: [], offered: null, rulesVersion: 2, lapsed: false } as const;
    const own = aFullCart()
      .after(quote)
      .after({ ...note, quoteId: quoteId("q") });
    expect(own.try(paying)).toContain("HandedOver");
    expect(
      aFullCart()
        .after(quote)
        .after({ ...note, quoteId: null })
        .try(paying),
    ).toEqual({ code: "quote_expired" });
  });

  test("that was in time once is in time for the same request again", () => {
    const bag = aFullCart()
      .after(quote)
      .after(paying)
      .after({ type: "TakeBack" }, { at: NOON + TAKE_BACK_MS });
    expect(bag.try(paying, { at: NOON + QUOTE_MS })).toContain("HandedOver");
  });

  test("is not made of an empty cart", () => {
    expect(aCart().try(quote)).toEqual({ code: "cart_empty" });
  });
});
