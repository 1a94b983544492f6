import { setTimeout as sleep } from "node:timers/promises";
import { demoCatalog } from "../../demo/catalog.ts";

const SHOWN_MAX_MS = 60_000;
const POLL_MS = 200;
/** Pages looked at side by side. */
const LOOKERS = 4;

/** Waits until search finds the goods and their pages show what was stocked: both hear of it by events, a moment later. */
export async function waitUntilShown(url: string): Promise<void> {
  const until = Date.now() + SHOWN_MAX_MS;
  const { products, stock } = demoCatalog();
  const stocked = new Set(stock.filter(({ onHand }) => onHand > 0).map(({ sku }) => sku));
  while ((await found(url)) < products.length) {
    if (Date.now() > until) throw new Error(`search does not find the goods after ${SHOWN_MAX_MS / 1000} s`);
    await sleep(POLL_MS);
  }
  const waiting = products.map(({ handle }) => handle);
  const lookers = Array.from({ length: LOOKERS }, async () => {
    for (let handle = waiting.pop(); handle !== undefined; handle = waiting.pop()) {
      while (!(await isShown(url, handle, stocked))) {
        if (Date.now() > until) throw new Error(`${handle} does not show its stock after ${SHOWN_MAX_MS / 1000} s`);
        await sleep(POLL_MS);
      }
    }
  });
  await Promise.all(lookers);
}

async function found(url: string): Promise<number> {
  const response = await fetch(`${url}/api/v1/search?limit=1&facets=none`);
  return response.ok ? ((await response.json()) as { total: number }).total : 0;
}

async function isShown(url: string, handle: string, stocked: ReadonlySet<string>): Promise<boolean> {
  const response = await fetch(`${url}/api/v1/products/${handle}`);
  const { variants } = (await response.json()) as { variants: { sku: string; availability: { available: number } }[] };
  return variants.every(({ sku, availability }) => !stocked.has(sku) || availability.available > 0);
}
