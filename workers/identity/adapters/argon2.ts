import type Argon2 from "@phi-ag/argon2";
import module from "../argon2.wasm";
import { ARGON2ID, provenArgon2 } from "./proven-argon2.ts";

/** OWASP's minimum for Argon2id. `memoryCost` in KiB. Raised here, accounts follow with their next login. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** One to an isolate, so 19 MiB. Hashing waits for nothing, so two never share its memory. */
let instance: Argon2 | null = null;

function argon2(): Argon2 {
  instance ??= provenArgon2(new WebAssembly.Instance(module));
  return instance;
}

/** A PHC string with a salt of its own. `secret` is ASCII: the package counts UTF-16 units where it means bytes. */
export function argon2Hash(secret: string): string {
  return argon2().hash(secret, { ...ARGON2ID, ...COST }).encoded;
}

export function argon2Matches(phc: string, secret: string): boolean {
  return argon2().tryVerify(phc, secret, ARGON2ID.type).success;
}

/** Was it made at a lower cost, or of another kind, than is asked today? */
export function isOutdated(phc: string): boolean {
  return !phc.startsWith(
    `$argon2id$v=${ARGON2ID.version}$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`,
  );
}
