import Argon2, { Argon2Type, Argon2Version } from "@phi-ag/argon2";
import { assert } from "../../../domain/kernel/assert.ts";

/** Version 1.3, which RFC 9106 describes. `hashLength` in bytes. */
export const ARGON2ID = { type: Argon2Type.Argon2id, version: Argon2Version.Version13, hashLength: 32 } as const;

/** Of the reference implementation's own test: password "password", salt "somesalt", 256 KiB, 2 passes. */
const KNOWN = { salt: "somesalt", memoryCost: 256, timeCost: 2, parallelism: 1 } as const;
const KNOWN_ANSWER = "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe";

/** Examined before its first use: what hashes wrongly must neither let anybody in nor write a hash that none will match. */
export function provenArgon2(instance: WebAssembly.Instance): Argon2 {
  const argon2 = new Argon2(instance);
  const { hash } = argon2.hash("password", { ...ARGON2ID, ...KNOWN, salt: new TextEncoder().encode(KNOWN.salt) });
  assert(Buffer.from(hash).toString("hex") === KNOWN_ANSWER, "argon2 gives the known answer");
  return argon2;
}
