import { createReadStream } from "node:fs";
import { join, resolve } from "node:path";
import { readOptions } from "./import/options.ts";
import { UnreadableFile } from "./import/rows.ts";
import { type Counts, importGoods } from "./import/run.ts";
import { ShopApi, ShopError } from "./import/shop-api.ts";

const root = join(import.meta.dirname, "..");

/** Takes a shop's product file into this shop: `npm run import -- FILE.csv`. */
async function main(args: string[]): Promise<number> {
  const folder = process.env.KIOSK_STATE ?? join(root, ".kiosk");
  const options = readOptions(args, join(folder, "admin.json"));
  if (typeof options === "string") {
    console.error(options);
    return 2;
  }
  // npm runs scripts in the project's folder; a path is meant from where npm was called.
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), options.file);
  const listener = {
    refused: ({ line, reason }: { line: number; reason: string }) => console.log(`line ${line} refused: ${reason}`),
    progress: (done: number, all: number) => console.log(`${done} of ${all} products`),
  };
  const api = new ShopApi(options.url, options.credentials);
  try {
    const counts = await importGoods(api, createReadStream(path), { currency: options.currency, listener });
    console.log(summary(counts));
    return 0;
  } catch (cause) {
    console.error(complaint(cause, path));
    return 1;
  }
}

function summary({ rows, created, updated, unchanged, refused, stock }: Counts): string {
  const products = `products ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`;
  return `rows read ${rows}; ${products}; stock set for ${stock} SKUs`;
}

/** One line for what the person can mend; a bug shows its stack. */
function complaint(cause: unknown, path: string): string {
  if (cause instanceof ShopError || cause instanceof UnreadableFile) return cause.message;
  if (cause instanceof Error && "code" in cause && "path" in cause)
    return `${path} cannot be read: ${String(cause.code)}`;
  return cause instanceof Error ? String(cause.stack) : String(cause);
}

process.exitCode = await main(process.argv.slice(2));
