/**
 * Why a mail is written, with what its event said of it: kept in the row of the mail. No personal data; amounts are minor
 * units of the order's currency.
 */
export type Occasion = OrderOccasion | UserOccasion | ShopOccasion;

/** To whoever placed the order. */
export type OrderOccasion =
  | { template: "order_confirmed"; orderId: string }
  /** Null where the parcel cannot be followed. */
  | { template: "order_shipped"; orderId: string; carrier: string | null; trackingNumber: string | null }
  | { template: "order_cancelled"; orderId: string }
  /** `refundedMinor`: this refund included. */
  | { template: "order_refunded"; orderId: string; amountMinor: number; refundedMinor: number };

/** To the owner of an account. */
export type UserOccasion = { template: "welcome"; userId: string } | { template: "email_taken"; userId: string };

/** To the shop's own address. */
export type ShopOccasion =
  | { template: "rules_changed"; version: number; at: number }
  | { template: "order_attention"; orderId: string; number: string; reasons: string[] };

/** A mail that comes later than this is of no use, and of a past long gone when a shop's log is read for the first time. */
export const MAIL_WITHIN_MS = 3 * 24 * 60 * 60_000;

/** What the mail is about: mails about the same leave in the order of their events. */
export function matterOf(occasion: Occasion): string {
  if ("orderId" in occasion) return occasion.orderId;
  return "userId" in occasion ? occasion.userId : "rules";
}
