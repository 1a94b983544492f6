import { beforeEach, describe, expect, test } from "vitest";
import { err, ok } from "../../../domain/kernel/result.ts";
import { ids, problem, request, signedIn } from "./shop.ts";
import { behind, callsOf, forget, says } from "./worker.ts";

beforeEach(forget);

describe("a product", () => {
  const variant = { id: "v", options: {}, price: { minor: 1, currency: "USD" }, trackStock: true, backorder: false };
  const product = {
    id: ids.mint("prod"),
    variants: [
      { ...variant, sku: "A" },
      { ...variant, sku: "DOWNLOAD", trackStock: false },
      { ...variant, sku: "B", backorder: true },
    ],
  };

  test("is shown with its stock: two calls", async () => {
    says("CATALOG.product", () => ok(product));
    says("INVENTORY.availability", () => [
      { status: "in_stock", available: 4 },
      { status: "out_of_stock", available: 0 },
    ]);
    const response = await request("GET", "/api/v1/products/harbour-mug");
    const shown = (await response.json()) as { variants: { availability: unknown }[] };
    expect(shown.variants.map((one) => one.availability)).toEqual([
      { status: "in_stock", available: 4 },
      { status: "in_stock", available: null },
      { status: "backorder", available: 0 },
    ]);
    expect(callsOf("INVENTORY.availability")[0]?.[1]).toEqual(["A", "B"]);
    expect(behind.calls).toHaveLength(2);
  });

  test("is shown without its stock when that cannot be asked, or keeps the page waiting", async () => {
    says("CATALOG.product", () => ok(product));
    const unasked: (() => unknown)[] = [
      () => {
        throw new Error("D1_ERROR: Network connection lost.");
      },
      () => scheduler.wait(10_000),
    ];
    for (const silence of unasked) {
      says("INVENTORY.availability", silence);
      const response = await request("GET", "/api/v1/products/harbour-mug");
      expect(response.status).toBe(200);
      const shown = (await response.json()) as { variants: { availability: unknown }[] };
      expect(shown.variants.map((one) => one.availability)).toEqual([
        { status: "unknown", available: null },
        { status: "in_stock", available: null },
        { status: "unknown", available: null },
      ]);
    }
  });

  test("takes stock only for SKUs of its own", async () => {
    const path = `/api/v1/products/${product.id}/inventory`;
    const headers = signedIn(["inventory:write"]);
    says("CATALOG.product", () => ok(product));
    says("INVENTORY_ADMIN.adjust", () => ok([ok([{ sku: "A", location: "main", onHand: 9, held: 0, available: 9 }])]));
    const good = await request("PUT", path, { headers, json: [{ sku: "A", onHand: 9, reason: "counted" }] });
    expect(await good.json()).toMatchObject({ items: [{ sku: "A", onHand: 9 }] });
    const bad = await request("PUT", path, { headers, json: [{ sku: "Z", onHand: 9, reason: "counted" }] });
    expect(await problem(bad)).toMatchObject({ status: 404, code: "unknown_sku" });
    expect(callsOf("INVENTORY_ADMIN.adjust")).toHaveLength(1);
  });

  test("is imported among others: one that is no product does not keep them out", async () => {
    says("CATALOG_ADMIN.upsert", () =>
      ok([ok({ id: product.id, outcome: "created" }), err({ code: "sku_taken", skus: ["B"] })]),
    );
    const draft = (handle: string) => ({ handle, title: "T", variants: [{ sku: handle, prices: { USD: 1 } }] });
    const json = { products: [draft("a"), { handle: "b", title: 7 }, draft("c")] };
    const response = await request("POST", "/api/v1/admin/products/import", {
      headers: signedIn(["catalog:write"]),
      json,
    });
    expect(await response.json()).toEqual({
      results: [
        { handle: "a", outcome: "created" },
        {
          handle: "b",
          code: "invalid_product",
          errors: [
            { path: "title", code: "wrong_type" },
            { path: "variants", code: "required" },
          ],
        },
        { handle: "c", code: "sku_taken", skus: ["B"] },
      ],
    });
  });
});
