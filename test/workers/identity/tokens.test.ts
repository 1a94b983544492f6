import { createHmac } from "node:crypto";
import { base64url, importJWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { ACCESS_SECONDS, AUDIENCE, ISSUER, LEEWAY_SECONDS } from "../../../workers/identity/access-tokens.ts";
import { type SigningKey, signingKeysOf } from "../../../workers/identity/signing-keys.ts";
import { bindings, gateway, guest, IDENTITY, makeTables, newcomer, type Person } from "./people.ts";

let person: Person;
let key: SigningKey;
let claims: JWTPayload;
let header: JWTHeaderParameters;

beforeAll(async () => {
  await makeTables();
  person = await newcomer();
  [key] = (await signingKeysOf(bindings.TOKEN_KEYS)) as [SigningKey];
  const [head = "", body = ""] = person.accessToken.split(".");
  header = JSON.parse(Buffer.from(head, "base64url").toString());
  claims = JSON.parse(Buffer.from(body, "base64url").toString());
});

const now = () => Math.floor(Date.now() / 1_000);

/** The person's own token with something else in it, signed with the right key. */
function signed(change: JWTPayload, head: Partial<JWTHeaderParameters> = {}): Promise<string> {
  return new SignJWT({ ...claims, ...change }).setProtectedHeader({ ...header, ...head }).sign(key.privateKey);
}

const without = (name: string) => signed({ [name]: undefined });
const isAccepted = async (token: string) => (await IDENTITY.authenticate(gateway, token, false)).ok;
const part = (value: unknown) => base64url.encode(JSON.stringify(value));

describe("an access token", () => {
  test("says who, for whom, since when and for how long, and nothing about the person", () => {
    expect(header).toEqual({ alg: "EdDSA", typ: "at+jwt", kid: key.kid });
    expect(claims).toEqual({
      iss: ISSUER,
      aud: AUDIENCE,
      sub: person.user.id,
      sid: expect.stringMatching(/^ses_/),
      jti: expect.any(String),
      pwv: 1,
      iat: expect.any(Number),
      exp: (claims.iat ?? 0) + ACCESS_SECONDS,
    });
  });

  test("is good as it is, and with a clock that is a little behind", async () => {
    expect(await isAccepted(await signed({}))).toBe(true);
    expect(await isAccepted(await signed({ exp: now() - LEEWAY_SECONDS + 2 }))).toBe(true);
  });

  test("is told to the front door only", async () => {
    expect((await IDENTITY.authenticate(guest, person.accessToken, true)).ok).toBe(false);
  });

  test("verifies with the published keys, which hold nothing private", async () => {
    const { keys } = await IDENTITY.jwks(guest);
    expect(keys.map((each) => Object.keys(each).sort())).toEqual([["alg", "crv", "kid", "kty", "use", "x"]]);
    expect(await importJWK(keys[0] as { kty: string }, "EdDSA")).toBeDefined();
  });
});

describe("refused is a token", () => {
  const cases: Record<string, () => string | Promise<string>> = {
    "expired by a second beyond leeway": () => signed({ exp: now() - LEEWAY_SECONDS - 1 }),
    "without exp": () => without("exp"),
    "without iat": () => without("iat"),
    "without sub": () => without("sub"),
    "without jti": () => without("jti"),
    "without sid": () => without("sid"),
    "without pwv": () => without("pwv"),
    "of the future by iat": () => signed({ iat: now() + 60, exp: now() + 600 }),
    "of the future by nbf": () => signed({ nbf: now() + 60 }),
    "too old, whatever its exp": () => signed({ iat: now() - ACCESS_SECONDS - 60, exp: now() + 60 }),
    "of another issuer": () => signed({ iss: "another shop" }),
    "for another audience": () => signed({ aud: "kiosk-admin" }),
    "for no audience": () => without("aud"),
    "of another type: an ID token": () => signed({}, { typ: "JWT" }),
    "of no type": () => signed({}, { typ: "" }),
    "by a key that is not ours": () => signed({}, { kid: "another" }),
    "with a critical header nobody knows": async () => {
      const content = `${part({ ...header, crit: ["b65"], b65: true })}.${part(claims)}`;
      const bytes = await crypto.subtle.sign("Ed25519", key.privateKey, Buffer.from(content));
      return `${content}.${base64url.encode(new Uint8Array(bytes))}`;
    },
    "of another session": () => signed({ sid: "ses_00000000000000000000000000000000" }),
    "of another account": () => signed({ sub: "usr_00000000000000000000000000000000" }),
    "of older or newer credentials": () => signed({ pwv: 2 }),
    "with a wrong type in a claim": () => signed({ pwv: "1" }),
    "with alg none": () => `${part({ ...header, alg: "none" })}.${part(claims)}.`,
    "with alg None": () => `${part({ ...header, alg: "None" })}.${part(claims)}.`,
    "with alg nOnE and a signature": () => `${part({ ...header, alg: "nOnE" })}.${part(claims)}.AAAA`,
    "with an empty signature": () => `${part(header)}.${part(claims)}.`,
    "signed by HS256 with our public key": async () => {
      const content = `${part({ ...header, alg: "HS256" })}.${part(claims)}`;
      return `${content}.${createHmac("sha256", key.jwk.x ?? "")
        .update(content)
        .digest("base64url")}`;
    },
    "signed by HS256 with our public key's bytes": async () => {
      const content = `${part({ ...header, alg: "HS256" })}.${part(claims)}`;
      const bytes = Buffer.from(key.jwk.x ?? "", "base64url");
      return `${content}.${createHmac("sha256", bytes).update(content).digest("base64url")}`;
    },
    "that brings its own key along": async () => {
      const pair = (await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"])) as CryptoKeyPair;
      const jwk = (await crypto.subtle.exportKey("jwk", pair.publicKey)) as JsonWebKey;
      const head = { ...header, jwk: { kty: "OKP", crv: "Ed25519", x: jwk.x ?? "" }, jku: "https://evil.example/jwks" };
      return new SignJWT(claims).setProtectedHeader(head).sign(pair.privateKey);
    },
    "with a changed claim": () => {
      const [head, , signature] = person.accessToken.split(".");
      return `${head}.${part({ ...claims, exp: now() + 900 })}.${signature}`;
    },
    "that is a refresh token": () => person.refreshToken,
    "that is nothing": () => "",
    "that is two dots": () => "..",
    "that is not base64": () => "a!.b!.c!",
    encrypted: () => `${part({ alg: "dir", enc: "A256GCM" })}....`,
  };

  test.each(Object.entries(cases))("%s", async (_name, make) => expect(await isAccepted(await make())).toBe(false));
});

test("fault 74: two keys are good at a time: the first signs", async () => {
  const next = "11".repeat(32);
  const [first, second] = await signingKeysOf(`${next},${bindings.TOKEN_KEYS}`);
  expect([first?.kid === key.kid, second?.kid]).toEqual([false, key.kid]);
  await expect(signingKeysOf(`${next},${next},${next}`)).rejects.toThrow("one or two");
  await expect(signingKeysOf("abcd")).rejects.toThrow("32 bytes");
});
