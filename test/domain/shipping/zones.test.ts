import { describe, expect, test } from "vitest";
import { assert } from "../../../domain/kernel/assert.ts";
import { isCountry } from "../../../domain/kernel/country.ts";
import type { Currency } from "../../../domain/kernel/currency.ts";
import { offersFor, type Rate, served, type Zone } from "../../../domain/shipping/zones.ts";
import { RATES_MAX, ZONES_MAX, zonesFaults } from "../../../domain/shipping/zones-faults.ts";

function rate(id: string, prices: Rate["prices"], some: Partial<Rate> = {}): Rate {
  return { id, title: `By ${id}`, prices, minDays: 1, maxDays: 3, ...some };
}
function to(code: string) {
  assert(isCountry(code), code);
  return { country: code, postalCode: "10115" };
}

const home: Zone = {
  name: "Germany",
  countries: ["DE"],
  rates: [rate("express", { EUR: 990, USD: 1090 }), rate("standard", { EUR: 490 }), rate("bike", { EUR: 490 })],
};
const world: Zone = { name: "World", countries: ["*"], rates: [rate("air", { USD: 2500 })] };

describe("what can be chosen", () => {
  test("is cheapest first, ties by id", () => {
    expect(offersFor([home, world], to("DE"), "EUR")).toEqual([
      { id: "bike", title: "By bike", price: { minor: 490, currency: "EUR" }, minDays: 1, maxDays: 3 },
      { id: "standard", title: "By standard", price: { minor: 490, currency: "EUR" }, minDays: 1, maxDays: 3 },
      { id: "express", title: "By express", price: { minor: 990, currency: "EUR" }, minDays: 1, maxDays: 3 },
    ]);
  });

  test("is that of the zone that names the country, else of everywhere, in whatever order they stand", () => {
    for (const zones of [
      [home, world],
      [world, home],
    ]) {
      expect(offersFor(zones, to("DE"), "USD").map(({ id }) => id)).toEqual(["express"]);
      expect(offersFor(zones, to("NZ"), "USD").map(({ id }) => id)).toEqual(["air"]);
    }
  });

  test("is nothing where the shop does not ship, or not for that currency", () => {
    expect(offersFor([home], to("NZ"), "EUR")).toEqual([]);
    expect(offersFor([home, world], to("NZ"), "EUR")).toEqual([]);
    expect(offersFor([], to("DE"), "EUR")).toEqual([]);
  });
});

test("what was ordered is served, or refused with the reason", () => {
  const wanted = { country: "DE", currency: "EUR", optionId: "standard" };
  expect(served([home], wanted)).toEqual({ ok: true, value: home.rates[1] });
  expect(served([home], { ...wanted, country: "NZ" })).toEqual({ ok: false, error: { code: "destination_unserved" } });
  expect(served([home], { ...wanted, currency: "USD" })).toEqual({ ok: false, error: { code: "option_unserved" } });
  expect(served([home], { ...wanted, optionId: "toString" })).toMatchObject({ ok: false });
  expect(served([home], { ...wanted, currency: "toString" })).toMatchObject({ ok: false });
});

describe("zones", () => {
  const codes = (...zones: Zone[]) => zonesFaults(zones).map(({ path, code }) => `${path} ${code}`);

  test("of a shop are good, and so is a shop that ships nowhere", () => {
    expect(codes(home, world)).toEqual([]);
    expect(codes()).toEqual([]);
  });

  test("hold a country once, and everywhere alone", () => {
    expect(codes(home, { ...home, name: "Again" })).toEqual(["zones.1.countries.0 duplicate"]);
    expect(codes(world, { ...world, name: "Again" })).toEqual(["zones.1.countries.0 duplicate"]);
    expect(codes({ ...home, countries: ["DE", "*"] })).toEqual(["zones.0.countries.1 unknown"]);
    expect(codes({ ...home, countries: ["XX", "de"] })).toEqual([
      "zones.0.countries.0 unknown",
      "zones.0.countries.1 unknown",
    ]);
    expect(codes({ ...home, countries: [] })).toEqual(["zones.0.countries required"]);
  });

  test("have names and rates of their own", () => {
    expect(codes(home, { ...world, name: "Germany" })).toEqual(["zones.1 duplicate"]);
    expect(codes({ ...home, rates: [rate("a", {}), rate("a", {})] })).toEqual(["zones.0.rates.1 duplicate"]);
  });

  test("have rates that can be shown and charged", () => {
    const wrong = rate("Über Nacht", { XXX: 1, EUR: -1 } as Partial<Record<Currency, number>>, {
      title: "",
      minDays: 3,
      maxDays: 2,
    });
    expect(codes({ ...home, rates: [wrong] })).toEqual([
      "zones.0.rates.0.id format",
      "zones.0.rates.0.title required",
      "zones.0.rates.0.prices.XXX currency",
      "zones.0.rates.0.prices.EUR range",
      "zones.0.rates.0.maxDays range",
    ]);
  });

  test("are limited in number", () => {
    const many = Array.from({ length: ZONES_MAX + 1 }, (_, index) => ({ ...world, name: `${index}` }));
    expect(codes(...many)).toEqual(["zones too_many"]);
    const rates = Array.from({ length: RATES_MAX + 1 }, (_, index) => rate(`r${index}`, {}));
    expect(codes({ ...home, rates })).toEqual(["zones.0.rates too_many"]);
  });
});
