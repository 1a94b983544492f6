import { createHmac, timingSafeEqual } from "node:crypto";
import { assert, present } from "../../domain/kernel/assert.ts";

const KEY_BYTES = 32;
/** Two at a time: the next is put in front, the old one goes when what it signed has expired. */
const KEYS_MAX = 2;

/** The secret TOKEN_KEYS: one or two hex keys of 32 bytes, comma-separated. The first signs, both check. */
export function tokenKeysOf(secret: string): Buffer[] {
  const keys = secret.split(",").map((hex) => Buffer.from(hex.trim(), "hex"));
  const areWhole = keys.every((key) => key.length === KEY_BYTES);
  assert(areWhole && keys.length >= 1 && keys.length <= KEYS_MAX, "TOKEN_KEYS holds one or two hex keys of 32 bytes");
  return keys;
}

/** Which token: the family's salt, kept by its object, and the token's number in it. */
export type Numbered = { sessionId: string; salt: string; generation: number };

/**
 * The secret part of a refresh token. It is computed, never stored: a copy of the storage opens nothing, the key alone opens
 * nothing either, and a lost answer can be given again.
 */
export function refreshSecret(keys: readonly Buffer[], token: Numbered): string {
  return secretBy(present(keys[0], "a token key"), token).toString("base64url");
}

export function isRefreshSecret(keys: readonly Buffer[], token: Numbered, given: string): boolean {
  const bytes = Buffer.from(given, "base64url");
  return keys.some((key) => {
    const expected = secretBy(key, token);
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}

function secretBy(key: Buffer, { sessionId, salt, generation }: Numbered): Buffer {
  return createHmac("sha256", key)
    .update(JSON.stringify(["refresh", sessionId, salt, generation]))
    .digest();
}
