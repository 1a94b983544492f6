import { unreachable } from "../../domain/kernel/assert.ts";
import type { OrderId, UserId } from "../../domain/kernel/ids.ts";
import { english } from "../../domain/notifications/english.ts";
import type { Letter, Mail } from "../../domain/notifications/letter.ts";
import { mailOf } from "../../domain/notifications/mail.ts";
import type { Occasion, OrderOccasion, ShopOccasion, UserOccasion } from "../../domain/notifications/occasion.ts";
import { orderLetter } from "../../domain/notifications/order-letters.ts";
import { shopLetter, userLetter } from "../../domain/notifications/other-letters.ts";
import { type Env, NOTIFICATIONS } from "./env.ts";

export type Addressed = Mail & { to: string };
/** Why nobody is written to. */
export type Unaddressed = { reason: "nobody" | "no_shop_address" };

/** The mail and whom it goes to, asked of who knows, now that it is sent: what is personal is kept nowhere here. */
export async function addressed(env: Env, occasion: Occasion): Promise<Addressed | Unaddressed> {
  switch (occasion.template) {
    case "order_confirmed":
    case "order_shipped":
    case "order_cancelled":
    case "order_refunded":
      return toShopper(env, occasion);
    case "welcome":
    case "email_taken":
      return toUser(env, occasion);
    case "rules_changed":
    case "order_attention":
      return toShop(env, occasion);
    default:
      return unreachable(occasion);
  }
}

async function toShopper(env: Env, occasion: OrderOccasion): Promise<Addressed | Unaddressed> {
  const found = await env.ORDERS.mailOf(NOTIFICATIONS, occasion.orderId as OrderId);
  if (!found.ok) throw new Error(`the order is not there: ${found.error.code}`);
  const { order, contact } = found.value;
  if (contact === null) return { reason: "nobody" };
  const { email, shippingAddress } = contact;
  return written(env, email, orderLetter(occasion, { order, shippingAddress }, english, senderOf(env)));
}

async function toUser(env: Env, occasion: UserOccasion): Promise<Addressed | Unaddressed> {
  const email = await env.IDENTITY.emailOf(NOTIFICATIONS, occasion.userId as UserId);
  return email === null ? { reason: "nobody" } : written(env, email, userLetter(occasion, english, senderOf(env)));
}

function toShop(env: Env, occasion: ShopOccasion): Addressed | Unaddressed {
  if (env.SHOP_EMAIL === "") return { reason: "no_shop_address" };
  return written(env, env.SHOP_EMAIL, shopLetter(occasion, english));
}

function written(env: Env, to: string, letter: Letter): Addressed {
  return { to, ...mailOf(letter, english.language, senderOf(env)) };
}

function senderOf({ SHOP_NAME: name, SHOP_URL: url }: Env) {
  return { name, url: url.replace(/\/+$/, "") };
}
