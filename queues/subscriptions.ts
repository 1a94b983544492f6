/**
 * Who listens to which kind of stream: the only list. What nobody listens to never enters an outbox. A subscriber has
 * one queue (`kiosk-<subscriber>`), and switches exhaustively over the events of its kinds.
 */
export const SUBSCRIPTIONS = {
  /** orders' read models, in its own D1. */
  "orders-lists": ["order"],
  /** the stock level read model, in inventory's D1. */
  "inventory-levels": ["stock"],
  /** arranges the shipment of what was confirmed, cancels it when the order is. */
  "shipping-orders": ["order"],
  /** tells the order what became of its shipment. */
  "orders-shipments": ["shipment"],
  /** the search index, in its own D1. */
  "search-index": ["product"],
  /** keeps what is for sale in KV, ahead of its readers. */
  "catalog-caches": ["product"],
  /** mails to shoppers and to the shop. */
  "notifications-mails": ["order", "user", "rules"],
} as const;

export type Subscriber = keyof typeof SUBSCRIPTIONS;
export type StreamKind = (typeof SUBSCRIPTIONS)[Subscriber][number];

export const SUBSCRIBERS = Object.keys(SUBSCRIPTIONS) as Subscriber[];
