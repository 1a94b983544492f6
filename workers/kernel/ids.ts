import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { assert, present } from "../../domain/kernel/assert.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { CartId, IdKind, IdOf, OrderId } from "../../domain/kernel/ids.ts";
import { decodeBody, encodeBody, ID_MAX } from "../../domain/kernel/ids.ts";

export type { IdKind };

const UNIQUE_BYTES = 16;

/**
 * Mints and checks ids without storage. `keys` is the secret ID_KEYS: hex keys of at least 16 bytes, comma-separated. The first mints, all
 * check, the last derives; so a new key is put first, and an old one is dropped when its ids have died. What is derived, and
 * what is a sibling, is the very same text before and after a key was added: both are sealed by the key they come from.
 */
export class Ids {
  readonly #keys: Buffer[];

  constructor(keys: string) {
    this.#keys = keys.split(",").map((hex) => Buffer.from(hex.trim(), "hex"));
    assert(
      this.#keys.length > 0 && this.#keys.every((key) => key.length >= 16),
      "ID_KEYS holds hex keys of 16 bytes or more",
    );
  }

  /** A new id. `tag` is what the id means beside its kind: a cart's currency, a payment's attempt. */
  mint<Kind extends IdKind>(kind: Kind, tag?: string): IdOf[Kind] {
    return sealed(present(this.#keys[0], "a key"), prefixOf(kind, tag), randomBytes(UNIQUE_BYTES)) as IdOf[Kind];
  }

  /** The same parts always give the same id: what makes a repeat find its first. */
  derive<Kind extends IdKind>(kind: Kind, parts: readonly string[], tag?: string): IdOf[Kind] {
    const key = present(this.#keys.at(-1), "a key to derive with");
    const unique = createHmac("sha256", key)
      .update(JSON.stringify(["derive", kind, tag ?? "", ...parts]))
      .digest();
    return sealed(key, prefixOf(kind, tag), unique.subarray(0, UNIQUE_BYTES)) as IdOf[Kind];
  }

  /** Another kind of id with the same unique bytes: an order's payment, a payment's order. */
  sibling<Kind extends IdKind>(kind: Kind, id: string, tag?: string): IdOf[Kind] {
    const cut = id.lastIndexOf("_");
    const body = present(decodeBody(id.slice(cut + 1)), "a checked id");
    const unique = body.subarray(0, UNIQUE_BYTES);
    const key = present(this.#keyOf(id.slice(0, cut), unique, body.subarray(UNIQUE_BYTES)), "a checked id");
    return sealed(key, prefixOf(kind, tag), unique) as IdOf[Kind];
  }

  /** The id, if it is one of ours of that kind; null for anything else, in the same time. */
  check<Kind extends IdKind>(kind: Kind, text: string): IdOf[Kind] | null {
    if (text.length > ID_MAX) return null;
    const cut = text.lastIndexOf("_");
    const prefix = text.slice(0, cut);
    if (prefix !== kind && !prefix.startsWith(`${kind}_`)) return null;
    const body = decodeBody(text.slice(cut + 1));
    if (body === null) return null;
    const key = this.#keyOf(prefix, body.subarray(0, UNIQUE_BYTES), body.subarray(UNIQUE_BYTES));
    return key === undefined ? null : (text as IdOf[Kind]);
  }

  /** The tag an id was minted with: "usd" of `cart_usd_…`; null where there is none. */
  tagOf(id: string): string | null {
    const parts = id.split("_");
    return parts.length === 3 ? present(parts[1], "the middle of an id") : null;
  }

  /** What opens a guest's cart or order: given once at creation, never stored. */
  token(id: CartId | OrderId): string {
    return this.#token(present(this.#keys[0], "a key"), id).toString("base64url");
  }

  opens(token: string | undefined, id: CartId | OrderId): boolean {
    if (token === undefined || token === "") return false;
    const given = Buffer.from(token, "base64url");
    return this.#keys.some((key) => {
      const expected = this.#token(key, id);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }

  #token(key: Buffer, id: string): Buffer {
    return createHmac("sha256", key).update(`token:${id}`).digest();
  }

  /** The key by which an id was sealed; undefined where it is none of ours. */
  #keyOf(prefix: string, unique: Uint8Array, seal: Uint8Array): Buffer | undefined {
    return this.#keys.find((key) => timingSafeEqual(sealOf(key, prefix, unique), seal));
  }
}

function prefixOf(kind: IdKind, tag: string | undefined): string {
  return tag === undefined ? kind : `${kind}_${tag}`;
}

function sealed(key: Buffer, prefix: string, unique: Uint8Array): string {
  return `${prefix}_${encodeBody(Buffer.concat([unique, sealOf(key, prefix, unique)]))}`;
}

function sealOf(key: Buffer, prefix: string, unique: Uint8Array): Buffer {
  return createHmac("sha256", key).update(`id:${prefix}:`).update(unique).digest().subarray(0, 4);
}

/** The currency a cart was opened in is part of its id. */
export function currencyOf(ids: Ids, cartId: CartId): Currency {
  return present(ids.tagOf(cartId), "a cart's currency").toUpperCase() as Currency;
}

const known = new Map<string, Ids>();

/** One `Ids` per secret and isolate: parsing the keys is paid once. */
export function idsOf(env: { ID_KEYS: string }): Ids {
  const ids = known.get(env.ID_KEYS) ?? new Ids(env.ID_KEYS);
  known.set(env.ID_KEYS, ids);
  return ids;
}
