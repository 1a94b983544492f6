import { describe, expect, test } from "vitest";
import { isBearerOf } from "../../../http/authentication.ts";

const SECRET = "metrics-token-of-the-test";
const bearing = (authorization?: string) => new Headers(authorization === undefined ? {} : { authorization });

describe("a bearer", () => {
  test("is known by the whole secret", () => {
    expect(isBearerOf(SECRET, bearing(`Bearer ${SECRET}`))).toBe(true);
    for (const guess of [SECRET.slice(0, -1), `${SECRET}x`, SECRET.toUpperCase(), `${SECRET}, Bearer ${SECRET}`]) {
      expect([guess, isBearerOf(SECRET, bearing(`Bearer ${guess}`))]).toEqual([guess, false]);
    }
    expect(isBearerOf(SECRET, bearing(SECRET))).toBe(false);
    expect(isBearerOf(SECRET, bearing())).toBe(false);
  });

  test("of a secret that is not set is nobody", () => {
    for (const authorization of [undefined, "", "Bearer", "Bearer ", "Basic x"]) {
      expect([authorization, isBearerOf("", bearing(authorization))]).toEqual([authorization, false]);
    }
  });
});
