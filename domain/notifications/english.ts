import { digitsOf } from "./amount.ts";
import { countryName } from "./english-countries.ts";
import type { Words } from "./words.ts";

const MARKS = { group: ",", point: "." };
/** Signs that leave no doubt in English; any other currency is named by its code. */
const SIGNS: Partial<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", INR: "₹", KRW: "₩" };
const MONTHS = "January February March April May June July August September October November December".split(" ");

/** Codes of `attention` in words: `domain/orders` says them. */
const REASONS: Record<string, string> = {
  capture_refused: "The payment was authorised, but the bank refused to hand it over.",
  shipment_refused: "No shipping rate serves the address any more.",
  refund_failed: "A refund did not go through.",
  backordered: "A line was sold that is not in stock.",
  payment_mismatch: "The payment provider tells of another amount or currency than the order's.",
  capture_mismatch: "Another amount was captured than the order's total.",
  step_stuck: "The payment provider or the stock has given no firm answer for most of an hour.",
};

/** English, as the shop speaks: short, warm, exact. */
export const english: Words = {
  language: "en",
  amount: (money) => `${SIGNS[money.currency] ?? `${money.currency}\u00a0`}${digitsOf(money, MARKS)}`,
  day: (at) => {
    const date = new Date(at);
    return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  },
  country: countryName,
  order: {
    number: "Order",
    placed: "Placed",
    sentTo: "Goes to",
    sentBy: "Sent by",
    quantity: (n, each) => `${n} × ${each}`,
  },
  sums: {
    subtotal: "Subtotal",
    discount: "Discount",
    shipping: "Shipping",
    tax: "Tax",
    taxIncluded: "Tax included",
    total: "Total",
  },
  visit: "To the shop",
  confirmed: {
    subject: (number) => `Your order ${number}`,
    heading: "Thank you. Your order is in.",
    next: "We are packing it now and will write again when it is on its way. Keep this mail: it names your order.",
  },
  shipped: {
    subject: (number) => `Your order ${number} is on its way`,
    heading: "Your order is on its way.",
    tracking: "Tracking number",
    next: "If something arrives broken or not at all, answer this mail and name the order.",
  },
  refunded: {
    subject: (number, amount) => `${amount} back for your order ${number}`,
    heading: (amount) => `We have sent ${amount} back to you.`,
    next: "It goes back the way you paid. Banks take up to ten days to show it.",
    amount: "Refunded now",
    inAll: "Refunded in all",
    left: "Not refunded",
  },
  cancelled: {
    subject: (number) => `Your order ${number} is cancelled`,
    heading: "Your order is cancelled.",
    paid: (amount) => `You paid ${amount}. It goes back the way you paid, and we will write when it is sent.`,
    unpaid: "No money was taken. If your bank shows an amount as reserved, it lets go of it by itself.",
  },
  welcome: {
    subject: (shop) => `Welcome to ${shop}`,
    heading: (shop) => `Welcome to ${shop}.`,
    next: "Your account is ready. It keeps your addresses and your orders, so that the next one takes a minute.",
    notYou: "Was this not you? Then somebody mistyped their address. Nothing else will come unless they order.",
  },
  emailTaken: {
    subject: (shop) => `Somebody tried to register with your address at ${shop}`,
    heading: "You have an account already.",
    what: "Somebody just tried to register with this e-mail address. Nothing has changed, and they have learnt nothing else about you.",
    you: "Was it you? Then log in with the password you chose before.",
    notYou: "Was it not you? Then there is nothing to do. If your password is used elsewhere too, change it.",
  },
  rulesChanged: {
    subject: (version) => `Price rules changed: version ${version}`,
    heading: "Your price rules were changed.",
    what: (version, day) =>
      `Version ${version} of promotions, taxes and rounding is in force since ${day}. Every new order is reckoned with it.`,
    check:
      "Did nobody of yours do this? Then somebody has a staff account who should not: change its password at once.",
  },
  attention: {
    subject: (number) => `Order ${number} needs you`,
    heading: "An order needs you.",
    what: "It will not come right by itself. Look at it, and decide with your customer.",
    reasons: "Why",
    reason: (code) => REASONS[code] ?? code.replaceAll("_", " "),
  },
};
