import { expect, test } from "vitest";
import { causeOf } from "../../../domain/kernel/log.ts";

test("a cause says what went wrong, without what a query was asked with, and is short", () => {
  const failed = new Error("Failed query: select 1 from users where email = ?\nparams: ada@example.org,\nAda");
  expect(causeOf(failed)).toBe("Error: Failed query: select 1 from users where email = ?");
  expect(causeOf("told as text\nparams: ada@example.org")).toBe("told as text");
  expect(causeOf(new TypeError("x".repeat(10_000)))).toHaveLength(500);
});
