import type { Route } from "../../http/route.ts";
import type { Env } from "./env.ts";
import { cartRoutes } from "./routes/cart.ts";
import { cartChangeRoutes } from "./routes/cart-change.ts";
import { catalogRoutes } from "./routes/catalog.ts";
import { documentationRoutes } from "./routes/documentation.ts";
import { eventRoutes } from "./routes/events.ts";
import { identityRoutes } from "./routes/identity.ts";
import { inventoryRoutes } from "./routes/inventory.ts";
import { mediaRoutes } from "./routes/media.ts";
import { operationsRoutes } from "./routes/operations.ts";
import { orderRoutes } from "./routes/orders.ts";
import { paymentRoutes } from "./routes/payments.ts";
import { productRoutes } from "./routes/products.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { userRoutes } from "./routes/users.ts";
import { webhookRoutes } from "./routes/webhooks.ts";

/** All that the front door answers: the only list. What is registered, documented and tested comes from it. */
export const routes: readonly Route<Env>[] = [
  ...catalogRoutes,
  ...cartRoutes,
  ...cartChangeRoutes,
  ...orderRoutes,
  ...paymentRoutes,
  ...identityRoutes,
  ...userRoutes,
  ...productRoutes,
  ...inventoryRoutes,
  ...settingsRoutes,
  ...eventRoutes,
  ...webhookRoutes,
  ...mediaRoutes,
  ...operationsRoutes,
  ...documentationRoutes(() => routes),
];
