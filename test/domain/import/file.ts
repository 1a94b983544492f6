import { Readable } from "node:stream";
import { type ImportedProduct, productOf } from "../../../scripts/import/product.ts";
import { type RefusedRow, readRows } from "../../../scripts/import/rows.ts";
import { Staging } from "../../../scripts/import/staging.ts";

/** A file as an import reads it, without a shop: its products and the rows left out. */
export async function productsIn(
  text: string | Readable,
  currency = "",
): Promise<{ products: ImportedProduct[]; refused: string[] }> {
  const refused: RefusedRow[] = [];
  const products: ImportedProduct[] = [];
  const staging = new Staging();
  try {
    const input = typeof text === "string" ? Readable.from([text]) : text;
    for await (const row of readRows(input, (row) => refused.push(row))) staging.add(row);
    const refuse = (line: number, reason: string) => refused.push({ line, reason });
    for (const rows of staging.groups(refuse)) {
      const product = productOf(rows, currency, refuse);
      if (product) products.push(product);
    }
  } finally {
    staging.close();
  }
  return { products, refused: refused.map(({ line, reason }) => `${line} ${reason}`) };
}
