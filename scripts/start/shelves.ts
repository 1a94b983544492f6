import { setTimeout as sleep } from "node:timers/promises";
import { demoCatalog } from "../../demo/catalog.ts";

const SHOWN_MAX_MS = 60_000;
const POLL_MS = 200;

/** Waits until the shop's pages show what was stocked: levels reach them as events, a moment after the stock itself. */
export async function waitUntilShown(url: string): Promise<void> {
  const until = Date.now() + SHOWN_MAX_MS;
  const { products, stock } = demoCatalog();
  const stocked = new Set(stock.filter(({ onHand }) => onHand > 0).map(({ sku }) => sku));
  for (const { handle } of products) {
    while (!(await isShown(url, handle, stocked))) {
      if (Date.now() > until) throw new Error(`${handle} does not show its stock after ${SHOWN_MAX_MS / 1000} s`);
      await sleep(POLL_MS);
    }
  }
}

async function isShown(url: string, handle: string, stocked: ReadonlySet<string>): Promise<boolean> {
  const response = await fetch(`${url}/api/v1/products/${handle}`);
  const { variants } = (await response.json()) as { variants: { sku: string; availability: { available: number } }[] };
  return variants.every(({ sku, availability }) => !stocked.has(sku) || availability.available > 0);
}
