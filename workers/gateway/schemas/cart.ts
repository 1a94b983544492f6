import * as z from "zod";
import { CART_LINES_MAX, type CartView, type LineView, type QuoteView } from "../../../domain/cart/types.ts";
import type { DiscountView, Totals } from "../../../domain/pricing/types.ts";
import {
  address,
  currency,
  email,
  idView,
  line,
  listOf,
  money,
  quantity,
  quantityOrNone,
  sku,
} from "../../../http/fields.ts";

const COUPONS_MAX = 10;

export const totals = z
  .object({ subtotal: money, discount: money, shipping: money, tax: money, total: money, taxIncluded: z.boolean() })
  .meta({ id: "Totals" }) satisfies z.ZodType<Totals>;

export const lineView = z
  .object({
    sku: z.string(),
    productId: idView("prod"),
    title: z.string(),
    quantity: z.int(),
    unitPrice: money,
    discount: money,
    total: money,
  })
  .meta({ id: "Line" }) satisfies z.ZodType<LineView>;

export const discountView = z
  .object({ id: z.string(), title: z.string(), amount: money })
  .meta({ id: "Discount" }) satisfies z.ZodType<DiscountView>;

export const cartView = z
  .object({
    id: idView("cart"),
    version: z.int().meta({ description: "Also the ETag; send it back in If-Match" }),
    status: z.enum(["open", "ordering", "ordered", "claimed"]),
    currency,
    lines: z.array(lineView),
    discounts: z.array(discountView),
    totals,
    email: z.string().nullable(),
    shippingAddress: address.nullable(),
    shippingOption: z.object({ id: z.string(), title: z.string(), price: money }).nullable(),
    orderId: idView("ord").nullable(),
  })
  .meta({ id: "Cart" }) satisfies z.ZodType<CartView>;

export const openedCart = cartView
  .extend({ token: z.string().exactOptional().meta({ description: "A guest's: for the header Kiosk-Cart-Token" }) })
  .meta({ id: "OpenedCart" }) satisfies z.ZodType<CartView & { token?: string }>;

export const quoteView = z
  .object({
    quoteId: idView("quo"),
    expiresAt: z.string(),
    lines: z.array(lineView),
    discounts: z.array(discountView),
    totals,
  })
  .meta({ id: "Quote" }) satisfies z.ZodType<QuoteView>;

export const shippingOptions = listOf(
  z
    .object({
      id: z.string(),
      title: z.string(),
      price: money,
      minDays: z.int().meta({ description: "Working days" }),
      maxDays: z.int(),
    })
    .meta({ id: "ShippingOption" }),
);

export const optionId = line(64).min(1, "too_short");
const coupon = line(64).min(1, "too_short");

export const newCart = z.strictObject({ currency: currency.exactOptional() });
export const newLine = z.strictObject({ sku, quantity });
export const lineQuantity = z.strictObject({ quantity: quantityOrNone });
export const couponCode = z.strictObject({ code: coupon });
export const couponText = coupon;
export const chosenOption = z.strictObject({ id: optionId });
export const cartChange = z
  .strictObject({
    lines: z
      .array(z.strictObject({ sku, quantity: quantityOrNone }))
      .max(CART_LINES_MAX, { error: "too_many_lines", abort: true })
      .exactOptional(),
    shippingAddress: address.exactOptional(),
    shippingOption: optionId.exactOptional(),
    email: email.exactOptional(),
    coupons: z.array(coupon).max(COUPONS_MAX, "too_many").exactOptional(),
  })
  .meta({ id: "CartChange" });
