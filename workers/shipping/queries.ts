import { asc, eq, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { Shipment } from "../../contracts/shipping.ts";
import { ratePrices, rates, shipments, zoneCountries, zones } from "../../d1/schema/shipping.ts";
import type { OrderId, ShipmentId } from "../../domain/kernel/ids.ts";
import type { Rate, Zone } from "../../domain/shipping/zones.ts";

/** The whole table of zones: small by its limits, read in one go. */
export async function readZones(db: DrizzleD1Database): Promise<Zone[]> {
  const [names, countries, options, prices] = await db.batch([
    db.select({ position: zones.position, name: zones.name }).from(zones).orderBy(asc(zones.position)),
    db
      .select({ zone: zoneCountries.zone, country: zoneCountries.country })
      .from(zoneCountries)
      .orderBy(asc(zoneCountries.country)),
    db
      .select({
        zone: rates.zone,
        id: rates.optionId,
        title: rates.title,
        minDays: rates.minDays,
        maxDays: rates.maxDays,
      })
      .from(rates)
      .orderBy(asc(rates.zone), asc(rates.position)),
    db
      .select({
        zone: ratePrices.zone,
        id: ratePrices.optionId,
        currency: ratePrices.currency,
        minor: ratePrices.minor,
      })
      .from(ratePrices),
  ]);
  const pricesOf = Map.groupBy(prices, ({ zone, id }) => `${zone}/${id}`);
  return names.map(({ position, name }) => ({
    name,
    countries: countries.filter(({ zone }) => zone === position).map(({ country }) => country),
    rates: options
      .filter(({ zone }) => zone === position)
      .map(({ zone, id, title, minDays, maxDays }) => {
        const entries = (pricesOf.get(`${zone}/${id}`) ?? []).map(({ currency, minor }) => [currency, minor]);
        return { id, title, prices: Object.fromEntries(entries) as Rate["prices"], minDays, maxDays };
      }),
  }));
}

/** One commit. The zones travel as JSON, because a statement has 100 parameters at most. */
export async function replaceZones(db: DrizzleD1Database, all: readonly Zone[]): Promise<void> {
  const json = JSON.stringify(all);
  const eachRate = sql`json_each(${json}) AS zone, json_each(zone.value, '$.rates') AS rate`;
  await db.batch([
    db.delete(zones), // What hangs on them goes with them.
    db.insert(zones).select(sql`SELECT key, value ->> 'name' FROM json_each(${json})`),
    db
      .insert(zoneCountries)
      .select(
        sql`SELECT country.value, zone.key FROM json_each(${json}) AS zone, json_each(zone.value, '$.countries') AS country`,
      ),
    db
      .insert(rates)
      .select(
        sql`SELECT zone.key, rate.value ->> 'id', rate.key, rate.value ->> 'title', rate.value ->> 'minDays', rate.value ->> 'maxDays' FROM ${eachRate}`,
      ),
    db
      .insert(ratePrices)
      .select(
        sql`SELECT zone.key, rate.value ->> 'id', price.key, price.value FROM ${eachRate}, json_each(rate.value, '$.prices') AS price`,
      ),
  ]);
}

export async function readShipment(db: DrizzleD1Database, orderId: OrderId): Promise<Shipment | null> {
  const row = await db
    .select({
      id: shipments.shipmentId,
      status: shipments.status,
      optionId: shipments.optionId,
      lines: shipments.lines,
    })
    .from(shipments)
    .where(eq(shipments.orderId, orderId))
    .get();
  if (row === undefined) return null;
  return { ...row, id: row.id as ShipmentId, orderId, lines: JSON.parse(row.lines) as Shipment["lines"] };
}

/** Throws when the database cannot be read. */
export async function readable(db: DrizzleD1Database): Promise<void> {
  await db.select({ position: zones.position }).from(zones).limit(1).get();
}
