import { createHash, createHmac } from "node:crypto";
import { assert, present } from "../../domain/kernel/assert.ts";
import { argon2Hash, argon2Matches, isOutdated } from "./adapters/argon2.ts";

/** A password as it is stored: a PHC string, and the name of the key the password was peppered with. */
export type Hashed = { password: string; pepper: string };

const PEPPER_BYTES_MIN = 16;
const FINGERPRINT_CHARACTERS = 8;

/** Of 32 random bytes that nobody kept, at today's cost: what is compared where there is no account, so that it takes as long. */
const NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$aFydrfTGPPfbpA4byVCSLw$MVSeH48vn03a9gG0sddZpWaxTFyRj6PbQ44n3cGZNgA";

type Pepper = { key: Buffer; name: string };

/** The secret PASSWORD_PEPPER: hex keys, comma-separated. The first hashes; the others are kept until their accounts have logged in again. */
function peppersOf(secret: string): Pepper[] {
  const peppers = secret.split(",").map((hex) => {
    const key = Buffer.from(hex.trim(), "hex");
    return { key, name: createHash("sha256").update(key).digest("hex").slice(0, FINGERPRINT_CHARACTERS) };
  });
  assert(
    peppers.every(({ key }) => key.length >= PEPPER_BYTES_MIN),
    "PASSWORD_PEPPER holds hex keys of 16 bytes or more",
  );
  return peppers;
}

/** Peppers and hashes. Costly on purpose: the adapter says how costly. */
export function hashPassword(secret: string, password: string): Hashed {
  const { key, name } = present(peppersOf(secret)[0], "a pepper");
  return { password: argon2Hash(peppered(key, password)), pepper: name };
}

/** The same work for every answer; null stands for an account that is not there. */
export function isPassword(secret: string, stored: Hashed | null, password: string): boolean {
  const peppers = peppersOf(secret);
  const named = peppers.find(({ name }) => name === stored?.pepper);
  const { key } = named ?? present(peppers[0], "a pepper");
  const matches = argon2Matches(stored?.password ?? NOBODYS, peppered(key, password));
  // A pepper that is gone is an outage, not a wrong password.
  assert(stored === null || named !== undefined, "PASSWORD_PEPPER holds the key of every account");
  return matches;
}

/** Should it be hashed again, now that the password is known? */
export function needsRehash(secret: string, stored: Hashed): boolean {
  return isOutdated(stored.password) || stored.pepper !== peppersOf(secret)[0]?.name;
}

/** Any text becomes 44 characters of ASCII, so length and script of a password matter to nothing behind this. */
function peppered(key: Buffer, password: string): string {
  return createHmac("sha256", key).update(password, "utf8").digest("base64");
}
