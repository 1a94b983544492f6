import { createHmac } from "node:crypto";
import { calculateJwkThumbprint, type JWK } from "jose";
import { tokenKeysOf } from "../../durable-objects/session/refresh-secret.ts";

export const ALGORITHM = "EdDSA";
const CURVE = "Ed25519";
/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

export type SigningKey = { kid: string; privateKey: CryptoKey; publicKey: CryptoKey; jwk: JWK };

const known = new Map<string, SigningKey[]>();

/** The keys of the secret TOKEN_KEYS, each the seed of an Ed25519 pair. The first signs; paid once per isolate. */
export async function signingKeysOf(secret: string): Promise<SigningKey[]> {
  const made = known.get(secret) ?? (await Promise.all(tokenKeysOf(secret).map(pairOf)));
  known.set(secret, made);
  return made;
}

async function pairOf(key: Buffer): Promise<SigningKey> {
  // The key also makes refresh tokens: each use has bytes of its own.
  const seed = createHmac("sha256", key).update("access token signing").digest();
  const pkcs8 = Buffer.concat([PKCS8_HEAD, seed]);
  const exportable = await crypto.subtle.importKey("pkcs8", pkcs8, { name: CURVE }, true, ["sign"]);
  const { x } = (await crypto.subtle.exportKey("jwk", exportable)) as { x: string };
  const bare = { kty: "OKP", crv: CURVE, x };
  const kid = await calculateJwkThumbprint(bare);
  return {
    kid,
    privateKey: await crypto.subtle.importKey("pkcs8", pkcs8, { name: CURVE }, false, ["sign"]),
    publicKey: await crypto.subtle.importKey("jwk", bare, { name: CURVE }, false, ["verify"]),
    jwk: { ...bare, kid, use: "sig", alg: ALGORITHM },
  };
}
