import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ProductSummary, ProductView } from "../../domain/catalog/types.ts";
import { ADMIN } from "./support/harness.ts";
import { type Shop, startShop } from "./support/shop.ts";

const ROOT = join(import.meta.dirname, "../..");
const SPREE = join(ROOT, "../shared/data/spree/products.csv");
const isThere = existsSync(SPREE);
if (!isThere) console.log(`skipped: the real file to import is not there (${SPREE})`);

const run = promisify(execFile);
let shop: Shop;
const folder = mkdtempSync(join(tmpdir(), "kiosk-import-"));
beforeAll(async () => {
  shop = await startShop();
});
afterAll(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

/** `npm run import -- FILE …`, as a person types it; what it printed, and how it ended. */
async function imported(file: string, more: string[] = []): Promise<{ code: number; lines: string[] }> {
  const who = ["--email", ADMIN.email, "--password", ADMIN.password];
  const args = ["scripts/import.ts", file, "--url", shop.url, ...who, ...more];
  const ended = await run(process.execPath, args, { cwd: ROOT }).then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    (failed: { code: number; stdout: string; stderr: string }) => ({
      code: failed.code,
      text: failed.stdout + failed.stderr,
    }),
  );
  return { code: ended.code, lines: ended.text.trim().split("\n") };
}

const levels = async (sku: string) =>
  (await shop.ask("GET", `/admin/inventory/${sku}`, { token: shop.adminToken })).body.levels;

describe.runIf(isThere)("a product file that nobody here wrote", () => {
  test("comes in whole, with its counts; a second time nothing changes", async () => {
    const first = await imported(SPREE);
    expect(first.code).toBe(0);
    expect(first.lines.at(-1)).toBe(
      "rows read 211; products 37 created, 0 updated, 0 unchanged, 0 refused; stock set for 87 SKUs",
    );
    expect(first.lines).toContain("37 of 37 products");
    const before = await shop.ask<{ items: ProductSummary[] }>("GET", "/products?limit=100&sort=title");
    const again = await imported(SPREE);
    expect(again.lines.at(-1)).toBe(
      "rows read 211; products 0 created, 0 updated, 37 unchanged, 0 refused; stock set for 87 SKUs",
    );
    const after = await shop.ask<{ items: ProductSummary[] }>("GET", "/products?limit=100&sort=title");
    expect(after.body).toEqual(before.body);
  });

  test("can be found, looked at, and bought in each of its currencies", async () => {
    const summary = await vi.waitFor(
      async () => {
        const found = await shop.ask<{ items: ProductSummary[] }>("GET", "/search?q=espresso");
        const machine = found.body.items.find((item) => item.handle === "automatic-espresso-machine");
        expect(machine).toMatchObject({ title: "Automatic Espresso Machine", priceFrom: { minor: 87_999 } });
        return machine;
      },
      { timeout: 5_000, interval: 100 },
    );
    const looked = () => shop.ask<ProductView>("GET", `/products/${summary?.id}`);
    const inStock = async () =>
      expect((await looked()).body.variants[0]).toMatchObject({
        availability: { status: "in_stock", available: 5_000 },
      });
    await vi.waitFor(inStock, { timeout: 5_000, interval: 100 });
    const { body: machine } = await looked();
    expect(machine.options).toMatchObject([{ name: "Color" }]);
    const sku = machine.variants[0]?.sku ?? "";
    expect(sku).toBe("AUTOMATIC-ESPRESSO-MACHINE-MATTE-BLACK");

    const order = await shop.buy([{ sku, quantity: 2 }]);
    expect(order).toMatchObject({ status: "confirmed", lines: [{ sku, quantity: 2, total: { minor: 2 * 87_999 } }] });
    await vi.waitFor(async () => expect(await shop.orderNow(order)).toMatchObject({ paid: true }));
    await vi.waitFor(async () => expect(await levels(sku)).toMatchObject([{ onHand: 4_998, held: 0 }]));
    const euro = await shop.ask<ProductView>("GET", `/products/${machine.handle}?currency=EUR`);
    expect(euro.body.variants[0]?.price.currency).toBe("EUR");
  });
});

describe("a file of one's own", () => {
  const HEADER = "slug,sku,name,price,currency,status,inventory_count";

  test("has its refused rows named by line and reason, and the rest taken", async () => {
    const name = randomUUID().slice(0, 8);
    const file = join(folder, "mixed.csv");
    const rows = [
      `good-${name},GOOD-${name},Good,12.50,USD,active,3`,
      `bad-${name},BAD-${name},Bad,not a price,USD,active,1`,
      `dear-${name},DEAR-${name},Dear,0.001,USD,active,1`,
    ];
    writeFileSync(file, [HEADER, ...rows, ""].join("\n"));
    const { code, lines } = await imported(file);
    expect(code).toBe(0);
    const refused = lines.flatMap((line) => /^line (\d+) refused: (.+)/.exec(line)?.slice(1, 3).join(" ") ?? []);
    expect(refused).toEqual(["3 price_invalid", "3 no_variant", "4 price_invalid", "4 no_variant"]);
    expect(lines.at(-1)).toBe(
      "rows read 3; products 1 created, 0 updated, 0 unchanged, 2 refused; stock set for 1 SKUs",
    );
    expect((await shop.ask("GET", `/products/good-${name}`)).status).toBe(200);
    expect(await levels(`GOOD-${name}`)).toMatchObject([{ onHand: 3 }]);
  });

  test("that is not there, or is not for whoever asks, is said in one line", async () => {
    const missing = await imported(join(folder, "missing.csv"));
    expect([missing.code, missing.lines.length]).toEqual([1, 1]);
    expect(missing.lines[0]).toContain("ENOENT");
    const file = join(folder, "one.csv");
    writeFileSync(file, `${HEADER}\none,ONE,One,1,USD,active,1\n`);
    const stranger = await shop.customer();
    const { code, lines } = await imported(file, ["--token", stranger.token]);
    expect([code, lines.length]).toEqual([1, 1]);
    expect(lines[0]).toContain("forbidden");
  });
});
