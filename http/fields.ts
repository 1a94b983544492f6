import * as z from "zod";
import { QUANTITY_MAX } from "../domain/cart/types.ts";
import { EMAIL_MAX } from "../domain/identity/email.ts";
import { CITY_MAX, LINE_MAX, NAME_MAX } from "../domain/identity/profile.ts";
import type { Address } from "../domain/kernel/address.ts";
import { holdsCardNumber } from "../domain/kernel/card-number.ts";
import { type Country, isCountry } from "../domain/kernel/country.ts";
import { type Currency, isCurrency } from "../domain/kernel/currency.ts";
import { ID_MAX, type IdKind, type IdOf, SKU_MAX } from "../domain/kernel/ids.ts";
import { MINOR_MAX, type Money } from "../domain/kernel/money.ts";
import type { FieldCode } from "./validation.ts";

/** The pieces that bodies, queries and answers are made of. A check's message is the code of the error. */

const LIMIT_MAX = 100;
const LIMIT_DEFAULT = 20;
const CURSOR_MAX = 512;

/** The code for everything but a wrong type. */
function says(code: FieldCode) {
  return { error: (issue: { code?: string | undefined }) => (issue.code === "invalid_type" ? undefined : code) };
}

/** An id in an answer. */
export function idView<Kind extends IdKind>(kind: Kind) {
  return z.string().meta({ examples: [exampleId(kind)] }) as unknown as z.ZodType<IdOf[Kind], string>;
}

/** An id in a body: any short text, because a malformed one is refused like a forged one (404), by the route. */
export function idText(kind: IdKind) {
  return z
    .string()
    .max(ID_MAX, "too_long")
    .meta({ examples: [exampleId(kind)] });
}

export function exampleId(kind: IdKind): string {
  return `${kind === "cart" ? "cart_usd" : kind}_7k2m9q4t1v8x3z5w6y0abcdefghjkmnp`;
}

/** One line of text. */
export function line(max: number) {
  return z
    .string()
    .max(max, { error: "too_long", abort: true })
    .regex(/^[^\n\t]*$/, "control_char");
}

/** Free text of a shopper: it may not hold a payment card's number. */
export function shopperText(max: number) {
  return z
    .string()
    .max(max, { error: "too_long", abort: true })
    .refine((text) => !holdsCardNumber(text), "card_data_not_accepted");
}

function shopperLine(max: number) {
  return shopperText(max).regex(/^[^\n\t]*$/, "control_char");
}

/** One line that says something: spaces alone are nobody's name and no street. */
function shopperWords(max: number) {
  return shopperLine(max).min(1, "too_short").regex(/\S/, "required");
}

export const personName = shopperWords(NAME_MAX);
export const phone = z
  .string()
  .regex(/^\+?[0-9][0-9 ()./-]{2,30}$/, "format")
  .meta({ examples: ["+49 30 1234567"] });
export const email = z.email(says("email_invalid")).max(EMAIL_MAX, "email_invalid");

/** A SKU as it is asked for. Which ones exist is catalog's to say. */
export const sku = line(SKU_MAX)
  .min(1, "too_short")
  .meta({ examples: ["MUG-BLUE-L"] });
export const quantity = z.int().min(1, "quantity_range").max(QUANTITY_MAX, "quantity_range");
/** In an update: 0 removes. */
export const quantityOrNone = z.int().min(0, "quantity_range").max(QUANTITY_MAX, "quantity_range");

export const currency = z
  .string()
  .refine(isCurrency, "currency")
  .meta({ description: "ISO 4217", examples: ["USD"] }) as unknown as z.ZodType<Currency, string>;
export const country = z
  .string()
  .refine(isCountry, "country")
  .meta({ description: "ISO 3166-1 alpha-2", examples: ["DE"] }) as unknown as z.ZodType<Country, string>;

/** An amount in a request. `0.1 + 0.2` is no amount of minor units. */
export const minor = z
  .int({
    error: (issue) =>
      issue.code === "invalid_type" && typeof issue.input === "number" ? "not_integer_minor_units" : undefined,
  })
  .min(0, "range")
  .max(MINOR_MAX, "range");
export const money = z
  .strictObject({ minor, currency })
  .meta({ id: "Money", examples: [{ minor: 1999, currency: "USD" }] }) satisfies z.ZodType<Money>;

export const address = z
  .strictObject({
    name: personName,
    line1: shopperWords(LINE_MAX),
    line2: shopperLine(LINE_MAX).exactOptional(),
    city: shopperWords(CITY_MAX),
    region: shopperLine(CITY_MAX).exactOptional(),
    postalCode: z.string().regex(/^(?=.{1,12}$)[A-Za-z0-9]+(?:[ -]+[A-Za-z0-9]+)*$/, "format"),
    country,
    phone: phone.exactOptional(),
  })
  .meta({ id: "Address" }) satisfies z.ZodType<Address>;

/** Free words of a search: cut, never refused; the index quotes them. */
export const words = z
  .string()
  .transform((text) => text.slice(0, 200).toWellFormed().trim())
  .meta({ override: { type: "string" }, description: "Words; at most 200 characters count" });

/** A whole number in a query. */
export function wholeNumber(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .refine((number) => number >= minimum && number <= maximum)
    .meta({
      override: ({ jsonSchema }) => {
        delete jsonSchema.pattern;
        Object.assign(jsonSchema, { type: "integer", minimum, maximum });
      },
    });
}

export const page = {
  limit: wholeNumber(1, LIMIT_MAX)
    .default(LIMIT_DEFAULT)
    .meta({ description: "Items of a page", override: { default: LIMIT_DEFAULT } }),
  cursor: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .max(CURSOR_MAX)
    .exactOptional()
    .meta({ description: "`nextCursor` of the page before" }),
};

export const pageQuery = z.strictObject(page);
export const noQuery = z.strictObject({});

/** Headers of an answer that has a version. */
export const versionHeaders = z.object({
  ETag: z.string().meta({ description: "The version, to be sent back in If-Match", examples: ['"3"'] }),
});

export const locationHeader = z.object({ Location: z.string().meta({ description: "Path of what was made" }) });

/** A list in an answer. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
