import { describe, expect, test } from "vitest";
import { emailKey } from "../../../domain/identity/email.ts";

describe("an e-mail address", () => {
  test("is compared in lower case, both parts, and nothing else is folded", () => {
    expect(emailKey("Ada.Lovelace@Example.ORG")).toBe("ada.lovelace@example.org");
    expect(emailKey("ada+shop@example.org")).toBe("ada+shop@example.org");
    expect(emailKey("аda@example.org")).not.toBe(emailKey("ada@example.org"));
  });

  test("has the length that mail allows", () => {
    const domain = `${"d".repeat(60)}.${"d".repeat(60)}.${"d".repeat(60)}.example`;
    expect(emailKey(`${"l".repeat(254 - domain.length - 1)}@${domain}`)).not.toBeNull();
    expect(emailKey(`${"l".repeat(254 - domain.length)}@${domain}`)).toBeNull();
    expect(emailKey(`${"l".repeat(65)}@example.org`)).toBeNull();
  });

  test.each([
    "",
    "@",
    "ada",
    "ada@",
    "@example.org",
    "ada@example",
    "ada@@example.org",
    "a@b@example.org",
    "ada@example..org",
    "ada@.example.org",
    "ada lovelace@example.org",
    "ada@example.org\r\nBcc: all@example.org",
    "ada\u0000@example.org",
    "ada\ud800@example.org",
    "<ada@example.org>",
    '"ada"@example.org',
  ])("is not %j", (text) => expect(emailKey(text)).toBeNull());
});
