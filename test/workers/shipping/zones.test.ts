import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import { bindings, open, orders, seed, shopper, to, zones } from "./shop.ts";

const { DB, SHIPPING, SHIPPING_ADMIN } = bindings;
const warehouse: Caller = { kind: "staff", userId: "usr_1" as UserId, permissions: ["orders:write"], tokens: {} };

beforeAll(open);
beforeEach(async () => {
  await SHIPPING_ADMIN.setZones(seed, zones);
});

test("anyone sees what shipping costs, cheapest first", async () => {
  expect(await SHIPPING.options(shopper, to("DE"), "EUR")).toEqual([
    { id: "standard", title: "Parcel", price: { minor: 490, currency: "EUR" }, minDays: 2, maxDays: 4 },
    { id: "express", title: "Overnight", price: { minor: 1490, currency: "EUR" }, minDays: 1, maxDays: 1 },
  ]);
  expect(await SHIPPING.options(shopper, to("NO"), "USD")).toEqual([]);
  expect(await SHIPPING.options(shopper, to("NZ"), "EUR")).toEqual([]);
  await SHIPPING.ready({ kind: "system", name: "gateway" });
});

test("zones are read back as they were set", async () => {
  expect(await SHIPPING_ADMIN.zones(warehouse)).toEqual({ ok: true, value: zones });
});

test("zones are replaced whole, and seen at once where they were set", async () => {
  await SHIPPING.options(shopper, to("DE"), "EUR");
  const rates = [{ id: "air", title: "By air", prices: { EUR: 2500, JPY: 4000 }, minDays: 3, maxDays: 9 }];
  expect(await SHIPPING_ADMIN.setZones(warehouse, [{ name: "World", countries: ["*"], rates }])).toEqual({
    ok: true,
    value: null,
  });
  expect((await SHIPPING.options(shopper, to("DE"), "EUR")).map(({ id }) => id)).toEqual(["air"]);
  expect((await SHIPPING.options(shopper, to("NZ"), "JPY")).map(({ price }) => price.minor)).toEqual([4000]);
  expect(await SHIPPING_ADMIN.setZones(warehouse, [])).toEqual({ ok: true, value: null });
  expect(await SHIPPING.options(shopper, to("DE"), "EUR")).toEqual([]);
});

test("wrong zones change nothing", async () => {
  const [first] = zones;
  const twice = [...zones, { ...zones[0], name: "Again" }] as typeof zones;
  expect(await SHIPPING_ADMIN.setZones(seed, twice)).toMatchObject({
    ok: false,
    error: { code: "parameter", errors: [{ path: "zones.2.countries.0", code: "duplicate" }, { code: "duplicate" }] },
  });
  expect(await SHIPPING_ADMIN.zones(seed)).toMatchObject({ ok: true, value: [{ name: first?.name }, {}] });
});

test("what the rules let through by mistake the database refuses, and the old zones stay", async () => {
  const insert = DB.prepare("INSERT INTO zone_countries (country, zone) VALUES ('DE', 1)");
  await expect(DB.batch([DB.prepare("DELETE FROM zones WHERE position = 1"), insert])).rejects.toThrow();
  expect(await SHIPPING_ADMIN.zones(seed)).toEqual({ ok: true, value: zones });
});

test("zones are remembered by an isolate, but not for longer than a second", async () => {
  await SHIPPING.options(shopper, to("DE"), "EUR");
  await DB.prepare("UPDATE rate_prices SET minor = 1 WHERE option_id = 'standard' AND currency = 'EUR'").run();
  expect((await SHIPPING.options(shopper, to("DE"), "EUR"))[0]?.price.minor).toBe(490);
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  expect((await SHIPPING.options(shopper, to("DE"), "EUR"))[0]?.price.minor).toBe(1);
});

test("only staff of the orders may set or read them", async () => {
  const forbidden = { ok: false, error: { code: "forbidden" } };
  for (const stranger of [shopper, orders, { ...warehouse, permissions: ["catalog:write"] } as Caller]) {
    expect(await SHIPPING_ADMIN.setZones(stranger, [])).toEqual(forbidden);
    expect(await SHIPPING_ADMIN.zones(stranger)).toEqual(forbidden);
  }
});
