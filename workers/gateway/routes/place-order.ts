import type { z } from "zod";
import type { Caller } from "../../../contracts/caller.ts";
import type { PaymentRequest, PlaceOrder } from "../../../contracts/orders.ts";
import { present } from "../../../domain/kernel/assert.ts";
import type { ProductId } from "../../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../../domain/kernel/result.ts";
import type { Refusal } from "../../../http/refusal.ts";
import type { Call } from "../../../http/route.ts";
import type { Env } from "../env.ts";
import { currencyFor } from "../route.ts";
import type { placeOrder } from "../schemas/order-requests.ts";

type Body = z.output<typeof placeOrder>;
type OrderCall = Call<Env, Record<never, never>, unknown, Body>;
type Judged<T> = Result<T, Refusal>;

const NOT_FOUND = err({ code: "not_found" } as const);

/** What orders is asked for. Forged ids end here; what is left out is taken from the shop and the caller's account. */
export async function placeOrderOf(call: OrderCall): Promise<Judged<PlaceOrder>> {
  const { cartId, payment: wanted } = call.body;
  // Without one the order waits for its payment.
  const payment = wanted === undefined ? undefined : paymentOf(wanted);
  if (payment !== undefined && !payment.ok) return payment;
  const paid = payment === undefined ? {} : { payment: payment.value };
  return cartId === undefined ? ofItems(call, paid) : ofCart(call, cartId, paid);
}

/** The method to authorise. The provider's own page is refused rather than half done. */
export function paymentOf(wanted: { method?: string }): Judged<PaymentRequest> {
  if (wanted.method === undefined) return err({ code: "hosted_not_available" });
  return ok({ provider: "stripe", method: wanted.method });
}

function ofCart({ body, check }: OrderCall, cart: string, paid: { payment?: PaymentRequest }): Judged<PlaceOrder> {
  const cartId = check("cart", cart);
  const quoteId = body.quoteId === undefined ? undefined : check("quo", body.quoteId);
  if (cartId === null || quoteId === null) return NOT_FOUND;
  return ok({
    cartId,
    ...(quoteId === undefined ? {} : { quoteId }),
    ...(body.email === undefined ? {} : { email: body.email }),
    ...paid,
  });
}

async function ofItems(
  { env, caller, body, check }: OrderCall,
  paid: { payment?: PaymentRequest },
): Promise<Judged<PlaceOrder>> {
  const items: ({ sku: string; quantity: number } | { productId: ProductId; quantity: number })[] = [];
  for (const { sku, productId, quantity } of body.items ?? []) {
    if (sku !== undefined) items.push({ sku, quantity });
    else {
      const id = check("prod", productId ?? "");
      if (id === null) return NOT_FOUND;
      items.push({ productId: id, quantity });
    }
  }
  const email = body.email ?? (await accountEmail(env, caller));
  if (email === null) return err({ code: "email_required" });
  return ok({
    items,
    email,
    currency: currencyFor(env, body.currency),
    shippingAddress: present(body.shippingAddress, "an address, which the schema asks for"),
    ...(body.shippingOption === undefined ? {} : { shippingOption: body.shippingOption }),
    ...paid,
  });
}

async function accountEmail(env: Env, caller: Caller): Promise<string | null> {
  if (caller.kind !== "customer" && caller.kind !== "staff") return null;
  const user = await env.IDENTITY.user(caller, caller.userId);
  return user.ok ? user.value.email : null;
}
