import { expect, test } from "vitest";
import { demoCatalog } from "../../../demo/catalog.ts";
import { demoRules } from "../../../demo/rules.ts";
import { demoZones } from "../../../demo/zones.ts";
import { isCountry } from "../../../domain/kernel/country.ts";
import { type RulesDraft, rulesFaults } from "../../../domain/pricing/rules.ts";
import { offersFor } from "../../../domain/shipping/zones.ts";
import { zonesFaults } from "../../../domain/shipping/zones-faults.ts";

test("the demo's rules and zones are valid by the rules of their domains", () => {
  expect(rulesFaults(demoRules())).toEqual([]);
  expect(zonesFaults(demoZones())).toEqual([]);
});

test("the demo ships to every country in each of its currencies, dearer the farther", () => {
  for (const currency of ["USD", "EUR", "GBP", "JPY"] as const) {
    const cheapest = ["US", "DE", "BR"].map((country) => {
      if (!isCountry(country)) throw new Error(country);
      const offers = offersFor(demoZones(), { country, postalCode: "1" }, currency);
      expect(offers.map(({ id }) => id)).toEqual(["standard", "express"]);
      return offers[0]?.price.minor ?? 0;
    });
    expect(cheapest).toEqual([...cheapest].sort((a, b) => a - b));
  }
});

test("only the goods on sale cost a fifth less: without any there is no such promotion", () => {
  const { onSale } = demoCatalog();
  const cheaper = (rules: RulesDraft) => rules.promotions.filter(({ effect }) => effect.type === "percent_off");
  expect(cheaper(demoRules())).toEqual([]);
  expect(cheaper(demoRules(onSale)).map(({ skus }) => skus)).toEqual([onSale]);
  expect(rulesFaults(demoRules(onSale))).toEqual([]);
});
