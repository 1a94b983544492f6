import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import rulesTable from "../../../d1/migrations/pricing/0001_rules.sql?raw";
import eventsTable from "../../../d1/migrations/pricing/0002_events.sql?raw";
import type { UserId } from "../../../domain/kernel/ids.ts";
import type { RulesDraft } from "../../../domain/pricing/rules.ts";
import { promotion, rate, rules } from "../../domain/pricing/shop.ts";
import { migrate } from "../../support/migrate.ts";
import { type Bindings, PricingService } from "./worker.ts";

const { DB, PRICING, PRICING_ADMIN } = env as unknown as Bindings;
const DAY = 24 * 60 * 60_000;

const orders: Caller = { kind: "system", name: "orders" };
const seed: Caller = { kind: "system", name: "seed" };
const shopper: Caller = { kind: "guest", tokens: {} };
const merchandiser: Caller = {
  kind: "staff",
  userId: "usr_1" as UserId,
  permissions: ["catalog:write"],
  tokens: {},
};

const { version: _, ...plain } = rules();
const withTax = (ppm: number): RulesDraft => ({ ...plain, taxRates: [rate("DE", "standard", ppm)] });

/** Sets rules that must be good. */
async function set(draft: RulesDraft): Promise<number> {
  const result = await PRICING_ADMIN.setRules(seed, draft);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

beforeAll(() => migrate(DB, rulesTable, eventsTable));

describe("the rules", () => {
  test("of a new shop add nothing to what is shown", async () => {
    expect(await PRICING.rules(orders)).toEqual({ ...plain, version: 1 });
    await PRICING.ready({ kind: "system", name: "gateway" });
  });

  test("become a new version when they change, and only then", async () => {
    const version = await set(withTax(190_000));
    expect(await set(withTax(190_000))).toBe(version);
    expect(await PRICING.rulesVersion(orders)).toBe(version);
    expect(await PRICING.rules(orders)).toEqual({ ...withTax(190_000), version });
    expect(await set(withTax(200_000))).toBe(version + 1);
  });

  test("set by two at once are two versions, or one when they agree", async () => {
    const before = await PRICING.rulesVersion(orders);
    const different = await Promise.all([set(withTax(1)), set(withTax(2))]);
    expect([...different].sort((a, b) => a - b)).toEqual([before + 1, before + 2]);
    const same = await Promise.all([set(withTax(3)), set(withTax(3))]);
    expect(same).toEqual([before + 3, before + 3]);
  });

  test("stay readable for a day after they were superseded, then go", async () => {
    const [old, newer] = [await set(withTax(11)), await set(withTax(12))];
    expect(await PRICING.rulesAt(orders, old)).toEqual({ ...withTax(11), version: old });
    await superseded(old, Date.now() - DAY);
    await set(withTax(13));
    expect(await PRICING.rulesAt(orders, old)).not.toBeNull();
    await superseded(old, Date.now() - 3 * DAY);
    await set(withTax(14));
    expect(await PRICING.rulesAt(orders, old)).toBeNull();
    expect(await PRICING.rulesAt(orders, newer)).not.toBeNull();
  });

  test("are remembered by an isolate, but not for longer than a second", async () => {
    const version = await set(withTax(21));
    await PRICING.rules(orders);
    await DB.prepare("UPDATE rules SET content = ? WHERE version = ?")
      .bind(JSON.stringify(withTax(22)), version)
      .run();
    expect((await PRICING.rules(orders)).taxRates[0]?.ppm).toBe(21);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await PRICING.rules(orders)).taxRates[0]?.ppm).toBe(22);
  });

  test("are refused whole when one of them is wrong", async () => {
    const before = await PRICING.rulesVersion(orders);
    const wrong = { ...plain, promotions: [promotion({ type: "percent_off", ppm: 2_000_000 })] };
    expect(await PRICING_ADMIN.setRules(merchandiser, wrong)).toEqual({
      ok: false,
      error: { code: "parameter", errors: [{ path: "promotions.0.effect.ppm", code: "range" }] },
    });
    expect(await PRICING.rulesVersion(orders)).toBe(before);
  });

  test("beyond a megabyte are refused", async () => {
    const skus = Array.from({ length: 1_000 }, (_each, index) => `${index}`.padStart(64, "S"));
    const promotions = Array.from({ length: 20 }, (_each, id) =>
      promotion({ type: "free_shipping" }, { id: `p${id}`, skus }),
    );
    expect(await PRICING_ADMIN.setRules(seed, { ...plain, promotions })).toMatchObject({
      ok: false,
      error: { errors: [{ code: "too_large" }] },
    });
    expect((await PRICING_ADMIN.setRules(seed, { ...plain, promotions: promotions.slice(0, 10) })).ok).toBe(true);
  });

  test("are written by staff of the catalogue only, and read by Workers only", async () => {
    expect((await PRICING_ADMIN.setRules(merchandiser, withTax(31))).ok).toBe(true);
    for (const stranger of [shopper, orders, { ...merchandiser, permissions: ["orders:read"] } as Caller]) {
      expect(await PRICING_ADMIN.setRules(stranger, withTax(32))).toEqual({ ok: false, error: { code: "forbidden" } });
    }
    // Not over the binding: the runner takes a throw that crosses it for one that nobody caught.
    const inside = new PricingService(createExecutionContext(), env as unknown as Bindings);
    await expect(inside.rules(shopper)).rejects.toThrow("Workers only");
    await expect(inside.rulesVersion(shopper)).rejects.toThrow("Workers only");
    await expect(inside.rulesAt(shopper, 1)).rejects.toThrow("Workers only");
  });
});

async function superseded(version: number, at: number): Promise<void> {
  await DB.prepare("UPDATE rules SET superseded_at = ? WHERE version = ?").bind(at, version).run();
}
