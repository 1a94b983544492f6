import { missingFromBooks } from "./books.ts";
import { Client } from "./client.ts";
import { type Bought, buy } from "./journey.ts";
import { startServer } from "./server.ts";
import { type Measured, measure } from "./shoppers.ts";
import { Timings } from "./timings.ts";

/** Before anything is measured: every home and SKU exists, and the code is compiled as hot code is. */
const WARM_UP_ORDERS = 100;

export type ShopMeasured = { homes: string; runs: (Measured<Bought> & { missing: number })[] };

/** The whole journey on the real shop, with the setting of homes given. */
export async function measureShop(homes: string, shoppers: readonly number[], seconds: number): Promise<ShopMeasured> {
  const server = await startServer(homes);
  if (server.stripe === null) throw new Error("a shop has a provider");
  try {
    const runs = [];
    await warmUp(server.url);
    for (const count of shoppers) {
      const client = new Client(server.url, count);
      const run = await measure((timings) => buy(client, timings), { shoppers: count, seconds, process: server.pid });
      runs.push({ ...run, missing: await missingFromBooks(run.results, client, server.stripe) });
      client.close();
    }
    return { homes, runs };
  } finally {
    await server.stop();
  }
}

async function warmUp(url: string): Promise<void> {
  const client = new Client(url, 1);
  for (let order = 0; order < WARM_UP_ORDERS; order += 1) await buy(client, new Timings());
  client.close();
}
