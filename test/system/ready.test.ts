import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop?.close());

describe("a shop that was started", () => {
  test("is healthy, and ready when every Worker and the event log have answered", async () => {
    expect((await shop.ask("GET", "//health")).status).toBe(200);
    expect((await shop.ask("GET", "//ready")).status).toBe(200);
  });

  test("shows its counters only to who has the token", async () => {
    expect((await shop.ask("GET", "//metrics")).status).toBe(401);
    expect((await shop.ask("GET", "//metrics", { token: "wrong" })).status).toBe(401);
    const metrics = await shop.ask("GET", "//metrics", { token: shop.secrets.METRICS_TOKEN ?? "" });
    expect(metrics.status).toBe(200);
    expect(metrics.body.text).toContain("kiosk_");
  });

  test("sells", async () => {
    const order = await shop.buy();
    expect(order.status).toBe("confirmed");
  });
});
