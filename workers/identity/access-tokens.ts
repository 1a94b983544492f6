import { errors, jwtVerify, SignJWT } from "jose";
import { present } from "../../domain/kernel/assert.ts";
import type { SessionId, UserId } from "../../domain/kernel/ids.ts";
import { ALGORITHM, signingKeysOf } from "./signing-keys.ts";

export const ISSUER = "kiosk-identity";
export const AUDIENCE = "kiosk-api";
const TYPE = "at+jwt";
/** RFC 9068 calls for short lives: what a stolen one is worth. */
export const ACCESS_SECONDS = 600;
/** How far two clocks may be apart. */
export const LEEWAY_SECONDS = 5;
const REQUIRED = ["exp", "iat", "sub", "jti", "sid", "pwv"];

/** Whom a token speaks of, and the credential version its session rested on. */
export type Claims = { userId: UserId; sessionId: SessionId; credentialVersion: number };

export async function signAccessToken(
  secret: string,
  { userId, sessionId, credentialVersion }: Claims,
): Promise<string> {
  const { kid, privateKey } = present((await signingKeysOf(secret))[0], "a token key");
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ sid: sessionId, pwv: credentialVersion })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(userId)
    .setJti(crypto.randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + ACCESS_SECONDS)
    .sign(privateKey);
}

/**
 * RFC 8725: one algorithm, one issuer, one audience, one type, every claim there; the key is one of ours, by its `kid`,
 * whatever else the header brings along. Null for anything that is not such a token.
 */
export async function verifyAccessToken(secret: string, token: string): Promise<Claims | null> {
  const keys = await signingKeysOf(secret);
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => keyNamed(keys, kid), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: REQUIRED,
      clockTolerance: LEEWAY_SECONDS,
      maxTokenAge: ACCESS_SECONDS,
    });
    const { sub, sid, pwv } = payload;
    if (typeof sub !== "string" || typeof sid !== "string" || typeof pwv !== "number") return null;
    return { userId: sub as UserId, sessionId: sid as SessionId, credentialVersion: pwv };
  } catch (cause) {
    if (cause instanceof errors.JOSEError) return null;
    throw cause;
  }
}

function keyNamed(keys: readonly { kid: string; publicKey: CryptoKey }[], kid: string | undefined): CryptoKey {
  const named = keys.find((key) => key.kid === kid);
  if (named === undefined) throw new errors.JWKSNoMatchingKey();
  return named.publicKey;
}
