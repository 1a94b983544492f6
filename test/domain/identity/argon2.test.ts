import { argon2Sync, createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ARGON2ID, provenArgon2 } from "../../../workers/identity/adapters/proven-argon2.ts";

const ROOT = join(import.meta.dirname, "../../..");
const vendored = readFileSync(join(ROOT, "workers/identity/argon2.wasm"));
const packaged = readFileSync(join(ROOT, "node_modules/@phi-ag/argon2/dist/argon2.wasm"));
/** Node compiles; the types are those of a Worker, which may not. */
const { compile } = WebAssembly as unknown as { compile(bytes: Uint8Array): Promise<WebAssembly.Module> };
const instance = await WebAssembly.instantiate(await compile(vendored));

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("the wasm that hashes passwords", () => {
  test("is the package's, and the one that was examined", () => {
    const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
    expect(sha256(vendored)).toBe("38f461d188b5dc980881ed92f9ecc12473e9206a588625e3ef0c4c5125dc85b1");
    expect(sha256(vendored)).toBe(sha256(packaged));
  });

  test("gives what Node's own Argon2 gives, which gives what RFC 9106 says", () => {
    const bytes = (length: number, value: number) => Buffer.alloc(length, value);
    // RFC 9106, 5.3.
    const standard = argon2Sync("argon2id", {
      message: bytes(32, 1),
      nonce: bytes(16, 2),
      secret: bytes(8, 3),
      associatedData: bytes(12, 4),
      parallelism: 4,
      tagLength: 32,
      memory: 32,
      passes: 3,
    });
    expect(hex(standard)).toBe("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");

    const ours = provenArgon2(instance);
    const secret = fc.string({ unit: "grapheme-ascii", maxLength: 64 });
    const cost = fc.record({ memory: fc.integer({ min: 32, max: 256 }), passes: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(
        secret,
        fc.uint8Array({ minLength: 8, maxLength: 32 }),
        cost,
        (message, nonce, { memory, passes }) => {
          const node = argon2Sync("argon2id", { message, nonce, parallelism: 1, tagLength: 32, memory, passes });
          const options = { ...ARGON2ID, salt: nonce, memoryCost: memory, timeCost: passes, parallelism: 1 };
          expect(hex(ours.hash(message, options).hash)).toBe(hex(node));
        },
      ),
      { numRuns: 50 },
    );
  });

  test("at the cost of a login too", () => {
    const [message, nonce] = ["correct horse", Buffer.from("sixteen byte nonce")];
    const node = argon2Sync("argon2id", { message, nonce, parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 });
    const options = { ...ARGON2ID, salt: nonce, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
    expect(hex(provenArgon2(instance).hash(message, options).hash)).toBe(hex(node));
  });

  test("is not used when it hashes wrongly", () => {
    const exports = instance.exports as Record<string, (...args: number[]) => number>;
    // Says that all went well and has hashed nothing.
    const broken = { exports: { ...exports, argon2_hash: () => 0 } };
    expect(() => provenArgon2(broken as unknown as WebAssembly.Instance)).toThrow("known answer");
  });
});
