import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { curve } from "./bench/drain/curve.ts";
import { measureDrain } from "./bench/drain.ts";
import { measureFloor } from "./bench/floor.ts";
import { report } from "./bench/report.ts";
import { measureShop } from "./bench/shop.ts";

const FOLDER = join(import.meta.dirname, "../.kiosk");
/** The floor needs less time to be steady than a shop. */
const FLOOR_SHARE = 0.25;

const { seconds, shoppers, homes, drain } = readOptions() ?? usage();

if (drain > 0) {
  const drained = await measureDrain(drain);
  const { looks, ...figures } = drained;
  console.log(`${curve(looks)}\n${JSON.stringify(figures)}`);
  keep("bench-drain.json", drained);
  process.exit(0);
}

const floor = await measureFloor(shoppers, seconds * FLOOR_SHARE);
const shops = [];
for (const setting of homes) shops.push(await measureShop(setting, shoppers, seconds));

console.log(report(floor, shops));
const withoutOrders = shops.map(({ homes, runs }) => ({
  homes,
  runs: runs.map(({ results, ...run }) => ({ ...run, orders: results.length })),
}));
keep("bench.json", { seconds, floor, shops: withoutOrders });
process.exit(shops.some(({ runs }) => runs.some(({ missing }) => missing > 0)) ? 1 : 0);

/** With where and when it was measured: figures of two machines are not compared. */
function keep(file: string, figures: object): void {
  mkdirSync(FOLDER, { recursive: true });
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? "unknown" };
  writeFileSync(
    join(FOLDER, file),
    `${JSON.stringify({ at: new Date().toISOString(), machine, ...figures }, null, 2)}\n`,
  );
}

/** Null for what cannot be measured. `drain`: so many events through the log, instead of a shop's day. */
function readOptions(): { seconds: number; shoppers: number[]; homes: string[]; drain: number } | null {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({ options: { seconds: text, shoppers: text, homes: text, drain: text } });
    const seconds = Number(values.seconds ?? 8);
    const shoppers = (values.shoppers ?? "1,16").split(",").map(Number);
    const homes = (values.homes ?? "0,8").split(",");
    const drain = Number(values.drain ?? 0);
    const isWhole = (number: number) => Number.isSafeInteger(number) && number >= 0;
    const areGood = seconds > 0 && isWhole(drain) && shoppers.every((number) => isWhole(number) && number > 0);
    return areGood && homes.every((number) => isWhole(Number(number))) ? { seconds, shoppers, homes, drain } : null;
  } catch {
    return null; // An option we do not know.
  }
}

function usage(): never {
  console.error("usage: npm run bench -- [--seconds 8] [--shoppers 1,16] [--homes 0,8] | --drain 100000");
  process.exit(2);
}
