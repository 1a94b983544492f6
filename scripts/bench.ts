import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureFloor } from "./bench/floor.ts";
import { report } from "./bench/report.ts";
import { measureShop } from "./bench/shop.ts";

const FOLDER = join(import.meta.dirname, "../.kiosk");
/** The floor needs less time to be steady than a shop. */
const FLOOR_SHARE = 0.25;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "8" },
    shoppers: { type: "string", default: "1,16" },
    homes: { type: "string", default: "0,8" },
  },
});
const seconds = Number(values.seconds);
const shoppers = values.shoppers.split(",").map(Number);

const floor = await measureFloor(shoppers, seconds * FLOOR_SHARE);
const shops = [];
for (const homes of values.homes.split(",")) shops.push(await measureShop(homes, shoppers, seconds));

console.log(report(floor, shops));
const withoutOrders = shops.map(({ homes, runs }) => ({
  homes,
  runs: runs.map(({ results, ...run }) => ({ ...run, orders: results.length })),
}));
mkdirSync(FOLDER, { recursive: true });
const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? "unknown" };
const kept = { at: new Date().toISOString(), seconds, machine, floor, shops: withoutOrders };
writeFileSync(join(FOLDER, "bench.json"), `${JSON.stringify(kept, null, 2)}\n`);
process.exit(shops.some(({ runs }) => runs.some(({ missing }) => missing > 0)) ? 1 : 0);
