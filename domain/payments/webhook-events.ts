/** Far more than an event of Stripe's has. */
export const WEBHOOK_BYTES_MAX = 256 * 1024;

/**
 * What the shop's endpoint at Stripe subscribes to: what can happen to a payment without us. What we did ourselves, a capture above
 * all, comes back in the answer to our call; hearing it again would cost every order a request and say nothing.
 * Names as in Stripe's list of event types.
 */
export const WEBHOOK_EVENTS: readonly string[] = [
  // A shopper has passed the bank's question.
  "payment_intent.amount_capturable_updated",
  // Or has failed it.
  "payment_intent.payment_failed",
  // Closed by the provider: a time limit, or staff on the provider's own pages.
  "payment_intent.canceled",
  "charge.expired",
  // A refund that was pending, or one made on the provider's own pages.
  "refund.created",
  "refund.updated",
  "refund.failed",
];
