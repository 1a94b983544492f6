import { describe, expect, test } from "vitest";
import { judgePassword } from "../../../domain/identity/password.ts";

const refused = (password: string) => {
  const judged = judgePassword(password);
  return judged.ok ? null : judged.error.code;
};

describe("a password", () => {
  test("has eight characters at least, as people count them", () => {
    expect(judgePassword("7 chars")).toEqual({ ok: false, error: { code: "password_too_short", min: 8 } });
    expect(refused("8 chars!")).toBeNull();
    expect(refused("🐙🦑🦐🦞")).toBe("password_too_short");
    expect(refused("🐙🦑🦐🦞🐙🦑🦐🦞")).toBeNull();
  });

  test("has 512 bytes at most, and 64 characters are welcome", () => {
    expect(refused("xy".repeat(32))).toBeNull();
    expect(refused("xy".repeat(256))).toBeNull();
    expect(judgePassword(`${"xy".repeat(256)}z`)).toEqual({
      ok: false,
      error: { code: "password_too_long", maxBytes: 512 },
    });
    expect(refused("é".repeat(257))).toBe("password_too_long");
  });

  test("may have spaces anywhere, and they count", () => {
    expect(refused("        ")).toBeNull();
    expect(refused(" four  ")).toBe("password_too_short");
  });

  test.each([
    "password",
    "Password1",
    "12345678",
    "qwertyuiop",
    "iloveyou",
    "1q2w3e4r",
    "SUNSHINE",
    "football1",
    "princess123",
    "welcome2024",
    "trustno1",
    "abcd1234",
    "letmein123",
    "administrator",
  ])("as common as %s is refused", (password) => expect(refused(password)).toBe("password_too_common"));

  test.each(["correct horse battery staple", "Tr0ub4dor&3", "sunshine on my shoulders", "constructor", "__proto__"])(
    "as rare as %s is not",
    (password) => expect(refused(password)).toBeNull(),
  );
});
