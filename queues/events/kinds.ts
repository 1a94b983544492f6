import type { KindOfEvents } from "../kernel/versions.ts";
import type { StreamKind } from "../subscriptions.ts";
import { ORDER_EVENTS } from "./order.ts";
import { PRODUCT_EVENTS } from "./product.ts";
import { RULES_EVENTS } from "./rules.ts";
import { SHIPMENT_EVENTS } from "./shipment.ts";
import { STOCK_EVENTS } from "./stock.ts";
import { USER_EVENTS } from "./user.ts";

/** Every kind of stream that anybody listens to, with its events: a kind without versions does not compile. */
export const KINDS = {
  order: ORDER_EVENTS,
  product: PRODUCT_EVENTS,
  rules: RULES_EVENTS,
  shipment: SHIPMENT_EVENTS,
  stock: STOCK_EVENTS,
  user: USER_EVENTS,
} satisfies { [Kind in StreamKind]: KindOfEvents } & Record<string, KindOfEvents>;
