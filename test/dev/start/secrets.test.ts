import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { openSecrets } from "../../../scripts/start/secrets.ts";

const root = mkdtempSync(join(tmpdir(), "kiosk-secrets-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, "shop-"));
});

describe("a shop's secrets", () => {
  test("are made once, and read by their owner only", () => {
    const first = openSecrets(folder, true, {});
    expect(first.ID_KEYS).toMatch(/^[0-9a-f]{64}$/);
    expect(first.STRIPE_SECRET_KEY).toMatch(/^sk_test_/);
    expect(first.STRIPE_WEBHOOK_SECRET).toMatch(/^whsec_/);
    expect(openSecrets(folder, false, {})).toEqual(first);
    expect(statSync(join(folder, "secrets.json")).mode & 0o077).toBe(0);
  });

  test("given in the environment win, and are not written down", () => {
    const given = openSecrets(folder, true, { KIOSK_METRICS_TOKEN: "mine", STRIPE_SECRET_KEY: "sk_test_mine" });
    expect(given).toMatchObject({ METRICS_TOKEN: "mine", STRIPE_SECRET_KEY: "sk_test_mine" });
    expect(readFileSync(join(folder, "secrets.json"), "utf8")).not.toContain("mine");
  });

  test("of a shop that exists are never made anew: its ids would all be forgeries", () => {
    expect(() => openSecrets(folder, false, {})).toThrow("is missing");
  });

  test("of a later release are added to those of an earlier one", () => {
    writeFileSync(join(folder, "secrets.json"), JSON.stringify({ ID_KEYS: "aa".repeat(32) }));
    const secrets = openSecrets(folder, false, {});
    expect(secrets.ID_KEYS).toBe("aa".repeat(32));
    expect(openSecrets(folder, false, {})).toEqual(secrets);
  });

  test("that cannot be read are a reason not to start", () => {
    writeFileSync(join(folder, "secrets.json"), '{"ID_KEYS": 7}');
    expect(() => openSecrets(folder, false, {})).toThrow("ID_KEYS is not a text");
  });
});
