import { type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { CommandMeta } from "../../contracts/caller.ts";
import { outbox } from "../../d1/schema/outbox.ts";
import type { ProductRecord } from "../../domain/catalog/record.ts";
import { assert } from "../../domain/kernel/assert.ts";
import type { ProductId } from "../../domain/kernel/ids.ts";
import { ENVELOPE_BYTES_MAX, type Envelope } from "../../queues/envelope.ts";
import type { WrittenProductEvent } from "../../queues/events/product.ts";
import { listedOf } from "./listed.ts";
import { numberOf, type Statement } from "./statements.ts";

/** What an event is caused by, and when: epoch ms. */
export type Cause = { meta: CommandMeta; at: number };

const utf8 = new TextEncoder();

/** Tells of a product's new version, in the batch that writes it. A record without a number is new: the database knows it. */
export function listStatement(db: DrizzleD1Database, record: ProductRecord, cause: Cause): Statement {
  const { id, version, status } = record;
  if (status !== "published") return unlistStatement(db, { id, version }, cause);
  const event: WrittenProductEvent = { type: "ProductListed", version: 1, data: listedOf(record) };
  const text = envelopeOf({ id, version }, event, cause);
  return insert(db, { id, version }, sql`json_set(${text}, '$.data.number', ${numberOf(id)})`);
}

/** Tells that a product is a draft now, or gone. */
export function unlistStatement(db: DrizzleD1Database, now: ProductVersion, cause: Cause): Statement {
  const data = { productId: now.id, version: now.version };
  const text = envelopeOf(now, { type: "ProductUnlisted", version: 1, data }, cause);
  return insert(db, now, sql`${text}`);
}

type ProductVersion = { id: ProductId; version: number };

function insert(db: DrizzleD1Database, { id, version }: ProductVersion, envelope: SQL): Statement {
  return db.insert(outbox).values({ stream: streamOf(id), seq: version, envelope });
}

/** Every version is told, so the product's version is the stream's seq. `event.version` is that of its schema. */
function envelopeOf({ id, version: seq }: ProductVersion, event: WrittenProductEvent, { meta, at }: Cause): string {
  const stream = streamOf(id);
  const { commandId: causationId, correlationId, traceparent } = meta;
  const { type, version, data } = event;
  const traced = traceparent === undefined ? {} : { traceparent };
  const caused = { at, causationId, correlationId, ...traced };
  const envelope: Envelope = { id: `${stream}/${seq}`, stream, seq, type, version, ...caused, data };
  const text = JSON.stringify(envelope);
  // Refused here, where it is one command's failure, and not in the log, where it would stop all that follows.
  assert(utf8.encode(text).byteLength <= ENVELOPE_BYTES_MAX, `an event of ${ENVELOPE_BYTES_MAX} bytes at most`);
  return text;
}

function streamOf(id: ProductId): string {
  return `product/${id}`;
}
