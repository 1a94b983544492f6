import { inArray, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { levels } from "../../d1/schema/inventory.ts";
import type { Availability } from "../../domain/catalog/types.ts";
import type { Sku } from "../../domain/kernel/ids.ts";

/** One place for each asked SKU, in one statement by primary key. What nobody ever stocked is out of stock. */
export async function availabilityOf(db: DrizzleD1Database, skus: Sku[]): Promise<Availability[]> {
  const rows = await db
    .select({ sku: levels.sku, available: levels.available })
    .from(levels)
    .where(inArray(levels.sku, sql`(SELECT value FROM json_each(${JSON.stringify(skus)}))`))
    .all();
  const known = new Map(rows.map((row) => [row.sku, row.available]));
  return skus.map((sku) => {
    const available = known.get(sku) ?? 0;
    return { status: available > 0 ? "in_stock" : "out_of_stock", available };
  });
}

/** Throws when the database cannot be read. */
export async function readable(db: DrizzleD1Database): Promise<void> {
  await db.select({ sku: levels.sku }).from(levels).limit(1).all();
}
