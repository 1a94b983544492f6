import type { EventsApi } from "../../contracts/events.ts";
import type { IdentityApi } from "../../contracts/identity.ts";
import type { OrdersApi } from "../../contracts/orders.ts";
import { system } from "../kernel/access.ts";
import type { MailSenderObject } from "./index.ts";

export interface Env {
  DB: D1Database;
  SENDER: DurableObjectNamespace<MailSenderObject>;
  ORDERS: OrdersApi;
  IDENTITY: IdentityApi;
  EVENTS: EventsApi;
  /** Empty: the real provider. */
  MAIL_API_BASE: string;
  MAIL_API_KEY: string;
  /** `Shop <shop@example.com>`, of a domain that the provider knows as the shop's. */
  MAIL_FROM: string;
  /** Where the shop gets its own mails; empty: nowhere. */
  SHOP_EMAIL: string;
  SHOP_NAME: string;
  SHOP_URL: string;
}

export const NOTIFICATIONS = system("notifications");
