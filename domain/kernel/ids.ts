/**
 * The form of every public id: `<prefix>_<32 characters>`; a prefix may carry what the id means (`cart_usd`, `pay_2`).
 * The characters are 20 bytes in lower-case Crockford base32: 16 that make it unique and 4 of an HMAC over prefix and
 * bytes, so that a forged id is refused before any storage is touched. Minting and checking need the key: `workers/kernel/ids.ts`.
 */
declare const brand: unique symbol;
type Id<Prefix extends string> = string & { readonly [brand]: Prefix };

export type ProductId = Id<"prod">;
export type VariantId = Id<"var">;
export type CartId = Id<"cart">;
export type OrderId = Id<"ord">;
export type PaymentId = Id<"pay">;
export type RefundId = Id<"ref">;
export type QuoteId = Id<"quo">;
export type UserId = Id<"usr">;
export type AddressId = Id<"adr">;
export type SessionId = Id<"ses">;
export type ShipmentId = Id<"shp">;

/** Every kind of id, by its prefix. */
export type IdOf = {
  prod: ProductId;
  var: VariantId;
  cart: CartId;
  ord: OrderId;
  pay: PaymentId;
  ref: RefundId;
  quo: QuoteId;
  usr: UserId;
  adr: AddressId;
  ses: SessionId;
  shp: ShipmentId;
};
export type IdKind = keyof IdOf;

/** A stock-keeping unit: 1 to 64 visible characters, chosen by the shop. */
export type Sku = string;
export const SKU_MAX = 64;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const BODY = /^[0-9abcdefghjkmnpqrstvwxyz]{32}$/;
export const ID_MAX = 64;

/** 20 bytes as 32 characters. */
export function encodeBody(bytes: Uint8Array): string {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return text;
}

/** The 20 bytes of 32 characters; null where a character does not belong to the alphabet. */
export function decodeBody(text: string): Uint8Array | null {
  if (!BODY.test(text)) return null;
  const bytes = new Uint8Array(20);
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    buffer = (buffer << 5) | ALPHABET.indexOf(character);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >> bits) & 255;
      buffer &= (1 << bits) - 1;
    }
  }
  return bytes;
}

/** What shoppers read out on the phone: the first ten characters of an order's id, in two groups. 50 bits, no storage. */
export function orderNumber(id: OrderId): string {
  const body = id.slice(id.lastIndexOf("_") + 1).toUpperCase();
  return `${body.slice(0, 5)}-${body.slice(5, 10)}`;
}
