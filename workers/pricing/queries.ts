import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, ne, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { rules } from "../../d1/schema/pricing.ts";
import { present } from "../../domain/kernel/assert.ts";
import type { RulesDraft } from "../../domain/pricing/rules.ts";
import type { Rules } from "../../domain/pricing/types.ts";
import { tellVersions } from "./outbox.ts";

/** How long a superseded version is kept at least: longer than any quote, cart or order under way. */
const KEEP_MS = 2 * 24 * 60 * 60_000;
const DROPPED_MAX = 100;

export async function versionInForce(db: DrizzleD1Database): Promise<number> {
  return present(await newest(db).get(), "rules in force").version;
}

export async function rulesInForce(db: DrizzleD1Database): Promise<Rules> {
  const columns = { version: rules.version, content: rules.content };
  const row = await db.select(columns).from(rules).orderBy(desc(rules.version)).limit(1).get();
  return rulesOf(present(row, "rules in force"));
}

/** Null where that version was dropped, or never was. */
export async function rulesOfVersion(db: DrizzleD1Database, version: number): Promise<Rules | null> {
  const columns = { version: rules.version, content: rules.content };
  const row = await db.select(columns).from(rules).where(eq(rules.version, version)).get();
  return row === undefined ? null : rulesOf(row);
}

/**
 * Begins a new version with this content, unless it is the one in force already. One commit: the old version ends, the next
 * begins, long superseded ones go. The comparison is part of it, so two writers at once make two versions, or one.
 */
export async function replaceRules(db: DrizzleD1Database, content: string, now: number): Promise<number> {
  const inForce = db.select({ version: rules.version }).from(rules).where(isNull(rules.supersededAt));
  const longGone = db
    .select({ version: rules.version })
    .from(rules)
    .where(and(isNotNull(rules.supersededAt), lt(rules.supersededAt, now - KEEP_MS)))
    .orderBy(asc(rules.supersededAt))
    .limit(DROPPED_MAX);
  const [, , , , , after] = await db.batch([
    db
      .update(rules)
      .set({ supersededAt: now })
      .where(and(isNull(rules.supersededAt), ne(rules.content, content))),
    db
      .insert(rules)
      .select(
        sql`SELECT version + 1, ${content}, ${now}, NULL, 0 FROM rules WHERE NOT EXISTS ${inForce} ORDER BY version DESC LIMIT 1`,
      ),
    ...tellVersions(db),
    db.delete(rules).where(inArray(rules.version, longGone)),
    newest(db),
  ]);
  return present(after[0], "rules in force").version;
}

/** Puts versions into the outbox that are not in it yet: those of a release that told nothing. */
export async function tellUntold(db: DrizzleD1Database): Promise<void> {
  await db.batch(tellVersions(db));
}

function newest(db: DrizzleD1Database) {
  return db.select({ version: rules.version }).from(rules).orderBy(desc(rules.version)).limit(1);
}

function rulesOf(row: { version: number; content: string }): Rules {
  return { version: row.version, ...(JSON.parse(row.content) as RulesDraft) };
}
