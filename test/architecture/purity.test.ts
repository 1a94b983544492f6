import { expect, test } from "vitest";
import { impurities } from "./rules/purity.ts";
import { code } from "./support/tree.ts";

test("a pure rule has no clock, no randomness, no I/O", () => {
  expect(impurities(code)).toEqual([]);
});

test.each([
  "const now = Date.now();",
  "const now = new Date();",
  "const now = new Date;",
  "const id = crypto.randomUUID();",
  "const die = Math.random();",
  "await fetch(url);",
  "setTimeout(run, 10);",
  "price.toLocaleString();",
])("%s in a pure rule is found", (text) => {
  expect(impurities([{ path: "domain/cart/cart.ts", text }])).toHaveLength(1);
  expect(impurities([{ path: "workers/cart/index.ts", text }])).toEqual([]);
});

test("time that was given, and words in a comment, are fine", () => {
  const text = "// never Date.now()\nconst at = new Date(command.at).toISOString();";
  expect(impurities([{ path: "domain/cart/cart.ts", text }])).toEqual([]);
});
