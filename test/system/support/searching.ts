import { expect, vi } from "vitest";
import type { SearchPage } from "../../../contracts/search.ts";
import type { Shop } from "./shop.ts";

/** Waits until search knows so many products: it hears of them by events, a moment after they were written. */
export async function searchFinds(shop: Pick<Shop, "ask">, products: number): Promise<void> {
  const total = async () => (await shop.ask<SearchPage>("GET", "/search?limit=1")).body.total;
  await vi.waitFor(async () => expect(await total()).toBe(products), { timeout: 10_000, interval: 50 });
}
