import Argon2, { Argon2Type, Argon2Version } from "@phi-ag/argon2";
import { assert } from "../../../domain/kernel/assert.ts";
import module from "../argon2.wasm";

/** OWASP's minimum for Argon2id. `memoryCost` in KiB. Raised here, accounts follow with their next login. */
export const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const HASH_BYTES = 32;

const KIND = { type: Argon2Type.Argon2id, version: Argon2Version.Version13, hashLength: HASH_BYTES } as const;
/** Of the reference implementation's own test: password "password", salt "somesalt", 256 KiB, 2 passes. */
const KNOWN = { salt: "somesalt", memoryCost: 256, timeCost: 2, parallelism: 1 } as const;
const KNOWN_ANSWER = "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe";

/** One to an isolate, so 19 MiB. Hashing waits for nothing, so two never share its memory. */
let instance: Argon2 | null = null;

/** Made and examined at first use: what hashes wrongly must neither let anybody in nor write a hash that none will match. */
function argon2(): Argon2 {
  if (instance) return instance;
  const made = new Argon2(new WebAssembly.Instance(module));
  const { hash } = made.hash("password", { ...KIND, ...KNOWN, salt: new TextEncoder().encode(KNOWN.salt) });
  assert(Buffer.from(hash).toString("hex") === KNOWN_ANSWER, "argon2 gives the known answer");
  instance = made;
  return made;
}

/** A PHC string with a salt of its own. `secret` is ASCII: the package counts UTF-16 units where it means bytes. */
export function argon2Hash(secret: string): string {
  return argon2().hash(secret, { ...KIND, ...COST }).encoded;
}

export function argon2Matches(phc: string, secret: string): boolean {
  return argon2().tryVerify(phc, secret, Argon2Type.Argon2id).success;
}

/** Was it made at a lower cost, or of another kind, than is asked today? */
export function isOutdated(phc: string): boolean {
  return !phc.startsWith(
    `$argon2id$v=${Argon2Version.Version13}$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`,
  );
}
