import { createHmac } from "node:crypto";
import Argon2, { Argon2Type, Argon2Version } from "@phi-ag/argon2";
import { beforeAll, describe, expect, test } from "vitest";
import wasm from "../../../workers/identity/argon2.wasm";
import { hashPassword, isPassword, needsRehash } from "../../../workers/identity/passwords.ts";
import { bindings, DB, guest, IDENTITY, lives, logIn, makeTables, newcomer, PASSWORD, somebody } from "./people.ts";

beforeAll(makeTables);

const { PASSWORD_PEPPER } = bindings;
const older = "0f".repeat(32);

const stored = (id: string) =>
  DB.prepare("SELECT password, pepper FROM users WHERE id = ?").bind(id).first<{ password: string; pepper: string }>();

describe("a stored password", () => {
  test("is argon2id at the cost we chose, salted, and opens with itself only", () => {
    const hashed = hashPassword(PASSWORD_PEPPER, PASSWORD);
    expect(hashed.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hashPassword(PASSWORD_PEPPER, PASSWORD).password).not.toBe(hashed.password);
    expect(isPassword(PASSWORD_PEPPER, hashed, PASSWORD)).toBe(true);
    for (const other of [`${PASSWORD} `, ` ${PASSWORD}`, PASSWORD.toUpperCase(), PASSWORD.slice(0, -1), ""]) {
      expect(isPassword(PASSWORD_PEPPER, hashed, other)).toBe(false);
    }
  });

  test("counts every byte of whatever script, and what follows a NUL", () => {
    for (const [one, other] of [
      ["🐙".repeat(12), `${"🐙".repeat(11)}🦑`],
      ["\u00e9".repeat(8), "e\u0301".repeat(8)],
      ["secret\0word", "secret\0work"],
      ["x".repeat(512), `${"x".repeat(511)}y`],
    ] as const) {
      const hashed = hashPassword(PASSWORD_PEPPER, one);
      expect([isPassword(PASSWORD_PEPPER, hashed, one), isPassword(PASSWORD_PEPPER, hashed, other)]).toEqual([
        true,
        false,
      ]);
    }
  });

  test("is nobody's where there is no account", () => {
    expect(isPassword(PASSWORD_PEPPER, null, PASSWORD)).toBe(false);
  });

  test("peppered with an older key still opens, and is then due for the newer", () => {
    const hashed = hashPassword(older, PASSWORD);
    const both = `${PASSWORD_PEPPER},${older}`;
    expect([isPassword(both, hashed, PASSWORD), needsRehash(both, hashed)]).toEqual([true, true]);
    expect(needsRehash(both, hashPassword(both, PASSWORD))).toBe(false);
    expect(() => isPassword(PASSWORD_PEPPER, hashed, PASSWORD)).toThrow("holds the key of every account");
  });

  test("made at a lower cost is made anew at the next login, and the session goes on", async () => {
    const person = await newcomer();
    const pepper = createHmac("sha256", Buffer.from(PASSWORD_PEPPER, "hex")).update(PASSWORD).digest("base64");
    const cheap = new Argon2(new WebAssembly.Instance(wasm)).hash(pepper, {
      type: Argon2Type.Argon2id,
      version: Argon2Version.Version13,
      hashLength: 32,
      memoryCost: 64,
      timeCost: 1,
      parallelism: 1,
    }).encoded;
    await DB.prepare("UPDATE users SET password = ? WHERE id = ?").bind(cheap, person.user.id).run();
    await logIn(person);
    expect((await stored(person.user.id))?.password).toContain("$m=19456,t=2,p=1$");
    expect(await lives(person)).toBe(true);
    expect(await lives(await logIn(person))).toBe(true);
  });
});

describe("a registration", () => {
  test.each([
    ["7 characters", "seven c", "password_too_short"],
    ["513 bytes", "x".repeat(513), "password_too_long"],
    ["what everybody takes", "Password123", "password_too_common"],
  ])("with a password of %s is refused", async (_what, password, code) => {
    const made = await IDENTITY.register(guest, { ...somebody(), password, name: "Ada" });
    expect(made).toMatchObject({ ok: false, error: { code } });
  });

  test.each([
    ["64 characters", "x".repeat(64)],
    ["512 bytes of emoji", "🐙".repeat(128)],
    ["spaces and words", "  spaces  around   "],
  ])("with a password of %s is taken as it is", async (_what, password) => {
    const person = somebody();
    expect((await IDENTITY.register(guest, { ...person, password, name: "Ada" })).ok).toBe(true);
    expect(await lives(await logIn(person, password))).toBe(true);
    expect((await IDENTITY.login(guest, { ...person, password: password.trim().slice(0, 63) })).ok).toBe(false);
  });

  test.each([
    [{ email: "nobody" }, { code: "email_invalid" }],
    [{ name: "" }, { code: "parameter", errors: [{ path: "name", code: "required" }] }],
    [{ name: "Ada\u0000" }, { code: "parameter", errors: [{ path: "name", code: "control_char" }] }],
    [
      { name: "4242 4242 4242 4242" },
      { code: "parameter", errors: [{ path: "name", code: "card_data_not_accepted" }] },
    ],
  ])("with %j is refused", async (change, error) => {
    const made = await IDENTITY.register(guest, { ...somebody(), password: PASSWORD, name: "Ada", ...change });
    expect(made).toEqual({ ok: false, error });
  });
});
