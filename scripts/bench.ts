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

const { seconds, shoppers, homes } = readOptions() ?? usage();

const floor = await measureFloor(shoppers, seconds * FLOOR_SHARE);
const shops = [];
for (const setting of homes) shops.push(await measureShop(setting, shoppers, seconds));

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

/** Null for what cannot be measured. */
function readOptions(): { seconds: number; shoppers: number[]; homes: string[] } | null {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({ options: { seconds: text, shoppers: text, homes: text } });
    const seconds = Number(values.seconds ?? 8);
    const shoppers = (values.shoppers ?? "1,16").split(",").map(Number);
    const homes = (values.homes ?? "0,8").split(",");
    const isWhole = (number: number) => Number.isSafeInteger(number) && number >= 0;
    const areGood = seconds > 0 && shoppers.every((number) => isWhole(number) && number > 0);
    return areGood && homes.every((number) => isWhole(Number(number))) ? { seconds, shoppers, homes } : null;
  } catch {
    return null; // An option we do not know.
  }
}

function usage(): never {
  console.error("usage: npm run bench -- [--seconds 8] [--shoppers 1,16] [--homes 0,8]");
  process.exit(2);
}
