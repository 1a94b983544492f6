import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readOptions, USAGE } from "../../../scripts/import/options.ts";

const folder = mkdtempSync(join(tmpdir(), "kiosk-options-"));
const started = join(folder, "admin.json");
const broken = join(folder, "broken.json");
const never = join(folder, "never.json");
writeFileSync(started, JSON.stringify({ email: "a@b.example", password: "p", url: "http://127.0.0.1:9000" }));
writeFileSync(broken, "{");
afterAll(() => rmSync(folder, { recursive: true }));

test("a shop that was started here needs nothing but the file", () => {
  expect(readOptions(["goods.csv"], started)).toEqual({
    file: "goods.csv",
    url: "http://127.0.0.1:9000",
    credentials: { email: "a@b.example", password: "p" },
    currency: "",
  });
});

test("what is said wins over what was written down", () => {
  const args = ["goods.csv", "--url", "https://shop.example", "--token", "t", "--currency", "eur"];
  expect(readOptions(args, started)).toEqual({
    file: "goods.csv",
    url: "https://shop.example",
    credentials: { token: "t" },
    currency: "EUR",
  });
});

test("what is missing or unknown is said in a line", () => {
  expect(readOptions([], started)).toBe(USAGE);
  expect(readOptions(["a.csv", "b.csv"], started)).toBe(USAGE);
  expect(readOptions(["a.csv", "--colour", "red"], started)).toContain(USAGE);
  expect(readOptions(["a.csv", "--currency", "BTC"], started)).toContain("no currency");
  for (const file of [never, broken]) expect(readOptions(["a.csv"], file)).toContain("npm start");
});
