import { describe, expect, test } from "vitest";
import { readRefreshToken, writeRefreshToken } from "../../../domain/identity/refresh-token.ts";

const token = {
  userId: `usr_${"0123456789abcdefghjkmnpqrstvwxyz"}`,
  sessionId: `ses_${"z".repeat(32)}`,
  generation: 12,
  secret: `${"-_Aa".repeat(10)}xyz`,
};

describe("a refresh token", () => {
  test("is read as it was written", () => {
    expect(readRefreshToken(writeRefreshToken(token))).toEqual(token);
  });

  test.each([
    "",
    "rt_",
    "undefined",
    writeRefreshToken({ ...token, generation: 0 }),
    writeRefreshToken({ ...token, generation: 1e9 }),
    writeRefreshToken({ ...token, secret: token.secret.slice(1) }),
    `${writeRefreshToken(token)} `,
    `${writeRefreshToken(token)}\n`,
    ` ${writeRefreshToken(token)}`,
  ])("is not %j", (text) => expect(readRefreshToken(text)).toBeNull());
});
