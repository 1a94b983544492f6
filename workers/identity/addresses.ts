import { and, asc, eq, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { AddressView } from "../../contracts/identity.ts";
import { addresses } from "../../d1/schema/identity.ts";
import { ADDRESSES_MAX } from "../../domain/identity/profile.ts";
import type { Address } from "../../domain/kernel/address.ts";
import type { AddressId, UserId } from "../../domain/kernel/ids.ts";

const VIEW = {
  id: addresses.id,
  name: addresses.name,
  line1: addresses.line1,
  line2: addresses.line2,
  city: addresses.city,
  region: addresses.region,
  postalCode: addresses.postalCode,
  country: addresses.country,
  phone: addresses.phone,
};
type Row = Pick<typeof addresses.$inferSelect, keyof typeof VIEW>;

/** Whose, and which. */
export type Place = { userId: UserId; id: AddressId };

export async function readAddresses(db: DrizzleD1Database, userId: UserId): Promise<AddressView[]> {
  const rows = await db
    .select(VIEW)
    .from(addresses)
    .where(eq(addresses.userId, userId))
    .orderBy(asc(addresses.createdAt), asc(addresses.id))
    .limit(ADDRESSES_MAX)
    .all();
  return rows.map(viewOf);
}

/** The address and the hash of the request that added it. */
export async function readAdded(
  db: DrizzleD1Database,
  { userId, id }: Place,
): Promise<{ view: AddressView; bodyHash: string } | null> {
  const row = await db
    .select({ ...VIEW, bodyHash: addresses.bodyHash })
    .from(addresses)
    .where(and(eq(addresses.id, id), eq(addresses.userId, userId)))
    .get();
  if (row === undefined) return null;
  const { bodyHash, ...view } = row;
  return { view: viewOf(view), bodyHash };
}

/** Null where it is there already, where the account has as many as it may, and where there is no such account. */
export async function insertAddress(
  db: DrizzleD1Database,
  { userId, id }: Place,
  address: Address,
  { bodyHash, at }: { bodyHash: string; at: number },
): Promise<AddressView | null> {
  const { name, line1, line2, city, region, postalCode, country, phone } = columnsOf(address);
  const [row] = await db
    .insert(addresses)
    .select(
      sql`SELECT ${id}, id, ${bodyHash}, ${name}, ${line1}, ${line2}, ${city}, ${region}, ${postalCode}, ${country}, ${phone}, ${at}
        FROM users WHERE id = ${userId} AND (SELECT count(*) FROM addresses WHERE user_id = ${userId}) < ${ADDRESSES_MAX}`,
    )
    .onConflictDoNothing({ target: addresses.id })
    .returning(VIEW);
  return row === undefined ? null : viewOf(row);
}

/** Null where the account has no such address. */
export async function replaceAddress(
  db: DrizzleD1Database,
  { userId, id }: Place,
  address: Address,
): Promise<AddressView | null> {
  const [row] = await db
    .update(addresses)
    .set(columnsOf(address))
    .where(and(eq(addresses.id, id), eq(addresses.userId, userId)))
    .returning(VIEW);
  return row === undefined ? null : viewOf(row);
}

/** False where the account had no such address. */
export async function deleteAddress(db: DrizzleD1Database, { userId, id }: Place): Promise<boolean> {
  const gone = await db
    .delete(addresses)
    .where(and(eq(addresses.id, id), eq(addresses.userId, userId)))
    .returning({ id: addresses.id });
  return gone.length > 0;
}

function columnsOf({ line2, region, phone, ...address }: Address) {
  return { ...address, line2: line2 ?? null, region: region ?? null, phone: phone ?? null };
}

/** What is not there is left out, as in the address that came in. */
function viewOf({ line2, region, phone, ...row }: Row): AddressView {
  return {
    ...row,
    ...(line2 === null ? {} : { line2 }),
    ...(region === null ? {} : { region }),
    ...(phone === null ? {} : { phone }),
  };
}
