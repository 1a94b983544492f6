import * as z from "zod";
import type { ShippingZoneDraft } from "../../../contracts/shipping.ts";
import { UPSERT_MAX } from "../../../domain/catalog/limits.ts";
import { TAX_CLASSES } from "../../../domain/catalog/types.ts";
import { type Currency, isCurrency } from "../../../domain/kernel/currency.ts";
import { SKU_MAX } from "../../../domain/kernel/ids.ts";
import { PROMOTION_SKUS_MAX, PROMOTIONS_MAX, REGION_MAX, TAX_RATES_MAX } from "../../../domain/pricing/rules.ts";
import { PPM } from "../../../domain/pricing/tax-rate.ts";
import type { Promotion, Rules, TaxRate } from "../../../domain/pricing/types.ts";
import { DAYS_MAX, RATES_MAX, ZONES_MAX } from "../../../domain/shipping/zones-faults.ts";
import { country, line, listOf, minor } from "../../../http/fields.ts";

const COUNTRIES_MAX = 300;
const PPM_MAX = Number(PPM);

/** What a name or a title may hold is judged where it is used: this only keeps that work small. */
const name = line(200).min(1, "too_short");
const amounts = z.record(z.string().refine(isCurrency, "currency"), minor) as unknown as z.ZodType<
  Partial<Record<Currency, number>>
>;
const ppm = z.int().min(0, "range").max(PPM_MAX, "range").meta({ description: "Parts per million: 19 % is 190000" });
const days = z.int().min(0, "range").max(DAYS_MAX, "range");
const epochMs = z.int().min(0, "range");

const zone = z
  .strictObject({
    name,
    countries: z
      .array(z.union([z.literal("*"), country]))
      .min(1, "too_few")
      .max(COUNTRIES_MAX, "too_many"),
    rates: z
      .array(z.strictObject({ id: name, title: name, prices: amounts, minDays: days, maxDays: days }))
      .max(RATES_MAX, "too_many"),
  })
  .meta({ id: "ShippingZone" }) satisfies z.ZodType<ShippingZoneDraft>;

export const zones = z.strictObject({ zones: z.array(zone).max(ZONES_MAX, "too_many") });
export const zoneList = listOf(zone);

const taxRate = z.strictObject({
  country,
  region: line(REGION_MAX).exactOptional(),
  taxClass: z.enum(TAX_CLASSES),
  ppm,
  from: epochMs,
}) satisfies z.ZodType<TaxRate>;

const promotion = z.strictObject({
  id: name,
  title: name,
  priority: z.int(),
  from: epochMs,
  until: epochMs.nullable(),
  skus: z.array(line(SKU_MAX)).max(PROMOTION_SKUS_MAX, "too_many"),
  minimumSubtotal: amounts,
  effect: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("percent_off"), ppm }),
    z.strictObject({ type: z.literal("amount_off"), minor: amounts }),
    z.strictObject({ type: z.literal("free_shipping") }),
  ]),
}) satisfies z.ZodType<Promotion>;

const ruleFields = {
  taxIncluded: z.boolean(),
  taxRounding: z.enum(["order", "line", "unit"]),
  shippingTaxClass: z.enum(TAX_CLASSES),
  taxRates: z.array(taxRate).max(TAX_RATES_MAX, "too_many"),
  promotions: z.array(promotion).max(PROMOTIONS_MAX, "too_many"),
};
export const rules = z.strictObject(ruleFields).meta({ id: "PricingRules" });
export const rulesView = z.object({ version: z.int(), ...ruleFields }) satisfies z.ZodType<Rules>;
export const rulesVersion = z.object({ version: z.int() });

/** Drafts are judged one by one, so that a bad one does not keep the others out. */
export const productImport = z.strictObject({
  products: z
    .array(z.unknown().meta({ override: { $ref: "#/components/schemas/ProductDraft" } }))
    .min(1, "too_few")
    .max(UPSERT_MAX, "too_many"),
});
export const importResults = z.object({
  results: z.array(
    z.object({
      handle: z.string().nullable(),
      outcome: z.enum(["created", "updated", "unchanged"]).exactOptional(),
      code: z.string().exactOptional(),
      errors: z.array(z.object({ path: z.string(), code: z.string() })).exactOptional(),
    }),
  ),
});
