import { expect, test } from "vitest";
import { demoCatalog } from "../../../demo/catalog.ts";
import { pictureOf } from "../../../demo/picture.ts";
import { demoRules } from "../../../demo/rules.ts";
import { demoZones } from "../../../demo/zones.ts";
import { rules, zones } from "../../../workers/gateway/schemas/admin.ts";
import { productDraft } from "../../../workers/gateway/schemas/catalog.ts";
import { changes } from "../../../workers/gateway/schemas/inventory.ts";
import { pictureName } from "../../../workers/gateway/schemas/operations.ts";

const { products, stock, onSale } = demoCatalog();

/** The demo shop is filled over HTTP: its goods have to fit through the door, unchanged. */
test("every demo product is a draft, and its pictures have names that are asked for", () => {
  for (const product of products) {
    expect(productDraft.parse(product)).toEqual(product);
    for (const { url } of product.media) {
      const name = pictureName.parse(url.replace("/media/demo/", ""));
      expect(pictureOf(name.slice(0, -".svg".length))).toContain("<svg");
    }
  }
});

test("so are its stock, its rules and its zones", () => {
  const counted = stock.slice(0, 100).map((level) => ({ ...level, reason: "first stock" }));
  expect(changes.parse(counted)).toEqual(counted);
  expect(rules.safeParse(demoRules(onSale)).error).toBeUndefined();
  expect(zones.safeParse({ zones: demoZones() }).error).toBeUndefined();
});
