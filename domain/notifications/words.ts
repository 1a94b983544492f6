import type { Money } from "../kernel/money.ts";

/** The languages that mails are written in. */
export type Language = "en";

/** All that a language says in a mail. Another language is another value of this type. */
export type Words = {
  language: Language;
  /** An amount with its currency. */
  amount: (money: Money) => string;
  /** A day in words. `at`: epoch ms. */
  day: (at: number) => string;
  /** A country's name, by its code (ISO 3166-1). */
  country: (code: string) => string;
  order: {
    number: string;
    placed: string;
    sentTo: string;
    sentBy: string;
    quantity: (n: number, each: string) => string;
  };
  sums: { subtotal: string; discount: string; shipping: string; tax: string; taxIncluded: string; total: string };
  visit: string;
  confirmed: { subject: (number: string) => string; heading: string; next: string };
  shipped: { subject: (number: string) => string; heading: string; tracking: string; next: string };
  refunded: {
    subject: (number: string, amount: string) => string;
    heading: (amount: string) => string;
    next: string;
    amount: string;
    inAll: string;
    left: string;
  };
  cancelled: { subject: (number: string) => string; heading: string; paid: (amount: string) => string; unpaid: string };
  welcome: { subject: (shop: string) => string; heading: (shop: string) => string; next: string; notYou: string };
  emailTaken: { subject: (shop: string) => string; heading: string; what: string; you: string; notYou: string };
  rulesChanged: {
    subject: (version: number) => string;
    heading: string;
    what: (version: number, day: string) => string;
    check: string;
  };
  attention: {
    subject: (number: string) => string;
    heading: string;
    what: string;
    reasons: string;
    reason: (code: string) => string;
  };
};
