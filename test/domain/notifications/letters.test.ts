import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCountry } from "../../../domain/kernel/country.ts";
import { type Currency, isCurrency, minorDigits } from "../../../domain/kernel/currency.ts";
import { MINOR_MAX, type Money } from "../../../domain/kernel/money.ts";
import { digitsOf } from "../../../domain/notifications/amount.ts";
import { english } from "../../../domain/notifications/english.ts";
import type { Letter } from "../../../domain/notifications/letter.ts";
import { mailOf } from "../../../domain/notifications/mail.ts";
import { orderLetter } from "../../../domain/notifications/order-letters.ts";
import { shopLetter, userLetter } from "../../../domain/notifications/other-letters.ts";
import { facts, ORDER_OCCASIONS, SENDER, wordsOf } from "./given.ts";

const usd = (minor: number): Money => ({ minor, currency: "USD" });
const written = (letter: Letter) => mailOf(letter, "en", SENDER);

describe("an amount", () => {
  test.each([
    [usd(0), "$0.00"],
    [usd(5), "$0.05"],
    [usd(123_456_789), "$1,234,567.89"],
    [{ minor: 1_000, currency: "JPY" }, "¥1,000"],
    [{ minor: 1_234, currency: "KWD" }, "KWD\u00a01.234"],
    [{ minor: 99, currency: "CHF" }, "CHF\u00a00.99"],
  ] as [Money, string][])("%o is %s", (money, text) => {
    expect(english.amount(money)).toBe(text);
  });

  test("says every minor unit it has, in any currency, and no other", () => {
    const currency = fc.constantFrom("USD", "JPY", "KWD", "EUR").filter(isCurrency);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MINOR_MAX }), currency, (minor, code: Currency) => {
        const text = digitsOf({ minor, currency: code }, { group: ",", point: "." });
        expect(Number(text.replace(/[,.]/g, ""))).toBe(minor);
        expect(text.split(".")[1]?.length ?? 0).toBe(minorDigits(code));
        expect(text.split(".")[0]).toMatch(/^\d{1,3}(,\d{3})*$/);
      }),
    );
  });
});

describe("a mail about an order", () => {
  test.each(ORDER_OCCASIONS)("$template names the order in its subject, its text and its HTML", (occasion) => {
    const mail = written(orderLetter(occasion, facts(), english, SENDER));
    for (const part of [mail.subject, mail.text, mail.html]) expect(part).toContain("7Q2ZP-4KD9M");
  });

  test("that confirms it has lines, sums that add up, and the address as it was given", () => {
    const { text } = written(orderLetter({ template: "order_confirmed", orderId: "ord_1" }, facts(), english, SENDER));
    for (const words of ["Harbour mug", "2 × $19.99: $39.98", "Subtotal: $39.98", "Three mugs: −$3.00"]) {
      expect(text).toContain(words);
    }
    expect(text).toContain("Shipping (Standard): $4.99\nTax: $3.36\nTotal: $45.33");
    expect(text).toContain("Goes to:\n  Ada Lovelace\n  1 Analytical Way\n  12345 Springfield IL\n  United States");
    expect(text).toContain("Placed: 20 November 2026");
  });

  test("calls every country by its name", () => {
    const codes = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].flatMap((a) => [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((b) => a + b));
    const named = codes.filter(isCountry).map((code) => english.country(code));
    expect(named).toHaveLength(249);
    expect(new Set(named).size).toBe(249);
    expect(named.filter((name) => /^[A-Z]{2}$/.test(name))).toEqual([]);
  });

  test("says of taxes inside the prices that they are inside", () => {
    const given = facts();
    given.order.totals.taxIncluded = true;
    const { text } = written(orderLetter({ template: "order_confirmed", orderId: "ord_1" }, given, english, SENDER));
    expect(text).toContain("Total: $45.33\nTax included: $3.36");
  });

  test("that is sent has the carrier and the number by which it is followed, where they are known", () => {
    const sent = (carrier: string | null, trackingNumber: string | null) =>
      written(
        orderLetter({ template: "order_shipped", orderId: "ord_1", carrier, trackingNumber }, facts(), english, SENDER),
      ).text;
    expect(sent("DHL", "JD014600")).toMatch(/Sent by: DHL\nTracking number: JD014600/);
    expect(sent(null, null)).toContain("Shipping: Standard");
    expect(sent(null, null)).not.toContain("Tracking");
  });

  test("that was refunded says what came back, in all, and what did not", () => {
    const occasion = {
      template: "order_refunded",
      orderId: "ord_1",
      amountMinor: 1_000,
      refundedMinor: 4_000,
    } as const;
    const { text, subject } = written(orderLetter(occasion, facts(), english, SENDER));
    expect(subject).toContain("$10.00");
    expect(text).toContain("Refunded now: $10.00\nRefunded in all: $40.00\nNot refunded: $5.33");
  });

  test("that was cancelled speaks of money only where some was taken", () => {
    const text = (minor: number) => {
      const given = facts();
      if (given.order.payment) given.order.payment.captured = usd(minor);
      return written(orderLetter({ template: "order_cancelled", orderId: "ord_1" }, given, english, SENDER)).text;
    };
    expect(text(4_533)).toContain("You paid $45.33");
    expect(text(0)).toContain("No money was taken");
  });
});

describe("whatever a shopper writes", () => {
  const hostile = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom(
      "<script>alert(1)</script>",
      '"><img src=x onerror=alert(1)>',
      "</td></table><h1>You won",
      "Ada\r\nBcc: all@example.org",
      "\u202Egnp.exe",
      "&lt;b&gt;",
    ),
  );

  test("opens no tag, begins no line and turns no text around", () => {
    const tags = (html: string) => html.match(/<[^>]*>/g)?.length ?? 0;
    const plain = written(orderLetter(confirmed, facts(), english, SENDER));
    fc.assert(
      fc.property(hostile, hostile, (name, title) => {
        const given = facts();
        given.shippingAddress.name = `N${name}`;
        const [line] = given.order.lines;
        if (line) line.title = `T${title}`;
        const mail = written(orderLetter(confirmed, given, english, SENDER));
        expect(tags(mail.html)).toBe(tags(plain.html));
        expect(mail.text.split("\n")).toHaveLength(plain.text.split("\n").length);
        expect(mail.text + mail.html).not.toMatch(/[\u202a-\u202e\u2066-\u2069\r]/);
      }),
    );
  });

  test("is in the text what it is in the HTML", () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const given = facts();
        given.shippingAddress.name = `N${name}`;
        const mail = written(orderLetter(confirmed, given, english, SENDER));
        const inHtml = wordsOf(mail.html);
        for (const word of mail.text.split(/\s+/).filter((each) => /^[\w$.,×-]{2,}$/.test(each) && each !== "--")) {
          expect(inHtml).toContain(word.replace(/[:.,]$/, ""));
        }
      }),
    );
  });
});
const confirmed = { template: "order_confirmed", orderId: "ord_1" } as const;

describe("mails of other matters", () => {
  test("to an account's owner name the shop and hold nothing that was written at the registration", () => {
    for (const template of ["welcome", "email_taken"] as const) {
      const mail = written(userLetter({ template, userId: "usr_1" }, english, SENDER));
      expect(mail.subject).toContain("Tessella");
      expect(mail.text).toContain(SENDER.url);
      expect(mail.text).not.toContain("usr_1");
    }
  });

  test("to the shop say which version, or which order and why", () => {
    const at = Date.UTC(2026, 10, 20);
    const rules = written(shopLetter({ template: "rules_changed", version: 7, at }, english));
    expect(rules.subject).toContain("version 7");
    expect(rules.text).toContain("20 November 2026");
    const reasons = ["capture_refused", "something_new"];
    const occasion = { template: "order_attention", orderId: "ord_1", number: "7Q2ZP-4KD9M", reasons } as const;
    const attention = written(shopLetter({ ...occasion, reasons: [...reasons] }, english));
    for (const words of ["7Q2ZP-4KD9M", "ord_1", "the bank refused", "something new"]) {
      expect(attention.text).toContain(words);
    }
  });

  test("load nothing and run nothing", () => {
    const mails = ORDER_OCCASIONS.map((occasion) => written(orderLetter(occasion, facts(), english, SENDER)));
    for (const { html } of mails) expect(html).not.toMatch(/<(?:img|link|script|iframe|form|object)|url\(|@import/i);
  });
});
