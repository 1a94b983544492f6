import * as z from "zod";
import type { DeadLetterKey, ReplayFrom } from "../../../contracts/events.ts";
import { listOf, page, wholeNumber } from "../../../http/fields.ts";
import { PARTITIONS } from "../../../queues/partition.ts";
import { type StreamKind, SUBSCRIBERS, SUBSCRIPTIONS } from "../../../queues/subscriptions.ts";
import { readDeadLetterId, writeDeadLetterId } from "../dead-letter-id.ts";

const OFFSET_MAX = Number.MAX_SAFE_INTEGER;
const KINDS = [...new Set<StreamKind>(Object.values(SUBSCRIPTIONS).flat())];
const KINDS_TEXT_MAX = 200;

/** What is rebuilt from the log. The Worker that owns it does it. */
export const PROJECTIONS = ["orders-lists", "inventory-levels", "search-index"] as const;
export type ProjectionName = (typeof PROJECTIONS)[number];

const instant = z.string().meta({ description: "ISO 8601 UTC", examples: ["2026-11-20T02:14:07.000Z"] });
const subscriber = z.enum(SUBSCRIBERS).meta({ examples: ["orders-lists"] });
const partitionView = z.int().meta({ examples: [3] });
const offsetView = z.int().meta({ description: "Place in its partition, from 1", examples: [4711] });
const stream = z.string().meta({ description: "`<kind>/<id>`", examples: ["stock/MUG-BLUE-L"] });
const EXAMPLE = { partition: 3, subscriber: "orders-lists", stream: "stock/MUG-BLUE-L" } as const;

export const deadLetterId = z
  .string()
  .transform((text, context): DeadLetterKey => {
    const key = readDeadLetterId(text);
    if (key !== null) return key;
    context.addIssue({ code: "custom", message: "format" });
    return z.NEVER;
  })
  .meta({ override: { type: "string" }, description: "As in the list", examples: [writeDeadLetterId(EXAMPLE)] });

export const partitions = listOf(
  z
    .object({
      partition: partitionView,
      head: z.int().meta({ description: "Offset of its last event; 0: none yet" }),
      chain: z.string().meta({
        description:
          "Hex SHA-256 over the link before and the last event: noted elsewhere, it proves what lay in the log then",
      }),
      kept: z.int().meta({ description: "What lies below this offset lies in the archive" }),
      subscribers: z.array(
        z.object({
          subscriber,
          reached: z.int().meta({ description: "Up to this offset everything was sent, or is parked" }),
          lag: z.int().meta({ description: "Events that were never sent as yet, counted up to 10000" }),
          unacked: z.int().meta({ description: "Events that were sent and not acknowledged" }),
          oldestUnackedAt: instant.nullable(),
          resends: z.int(),
          deadLetters: z.int().meta({ description: "Streams that stand still" }),
          parked: z.int().meta({ description: "Events in them" }),
          oldestDeadLetterAt: instant.nullable(),
        }),
      ),
    })
    .meta({ id: "EventPartition" }),
);

const deadLetterFields = {
  id: z.string().meta({ examples: [writeDeadLetterId(EXAMPLE)] }),
  partition: partitionView,
  subscriber,
  stream,
  offset: offsetView,
  event: z.string().meta({ examples: ["stock/MUG-BLUE-L/12"] }),
  type: z.string().meta({ examples: ["StockLevelChanged"] }),
  version: z.int(),
  since: instant,
  sends: z.int(),
  cause: z.string().nullable().meta({ description: "What the subscriber said last of why" }),
  parked: z.int().meta({ description: "Events that wait, itself included" }),
};
const envelope = z
  .object({
    ...{ id: z.string(), stream, seq: z.int(), type: z.string(), version: z.int(), at: instant },
    ...{ causationId: z.string(), correlationId: z.string(), traceparent: z.string().exactOptional() },
    data: z.unknown().meta({ override: {}, description: "As its type and version say" }),
  })
  .meta({ id: "LoggedEvent" });

export const deadLetters = listOf(z.object(deadLetterFields).meta({ id: "DeadLetter" }));
export const deadLetterView = z.object({ ...deadLetterFields, envelope });
export const deadLetterQuery = z.strictObject({ ...page, subscriber: subscriber.exactOptional() });
export const releaseAll = z
  .strictObject({ subscriber })
  .meta({ id: "EventRelease", examples: [{ subscriber: "orders-lists" }] });
export const releasedAll = z.object({
  streams: z.int().meta({ description: "Streams that go on" }),
  released: z.int().meta({ description: "Events that are sent again" }),
  more: z.boolean().meta({ description: "Others still stand still: ask again, with a new key" }),
});
export const released = z.object({ released: z.int().meta({ description: "Events that are sent again" }) });

export const replay = z
  .strictObject({
    subscriber,
    partition: z
      .int()
      .min(0, "range")
      .max(PARTITIONS - 1, "range")
      .exactOptional()
      .meta({ description: "All, where it is left out" }),
    fromOffset: z.int().min(0, "range").max(OFFSET_MAX, "range").exactOptional(),
    fromTime: z.iso.datetime({ error: "format" }).exactOptional(),
  })
  .superRefine(({ fromOffset, fromTime }, context) => {
    if (fromOffset === undefined && fromTime === undefined) {
      context.addIssue({ code: "custom", path: ["fromOffset"], message: "required" });
    }
    if (fromOffset !== undefined && fromTime !== undefined) {
      context.addIssue({ code: "custom", path: ["fromTime"], message: "conflict" });
    }
  })
  .meta({
    id: "EventReplay",
    examples: [{ subscriber: "orders-lists", fromTime: "2026-11-20T00:00:00Z" }],
  });
export const replays = listOf(z.object({ partition: partitionView, fromOffset: offsetView }));

export function replayFrom({ fromOffset, fromTime }: z.output<typeof replay>): ReplayFrom {
  return fromTime === undefined ? { offset: fromOffset ?? 0 } : { at: Date.parse(fromTime) };
}

export const rebuild = z.strictObject({ projection: z.enum(PROJECTIONS) }).meta({
  id: "ProjectionRebuild",
  examples: [{ projection: "orders-lists" }],
});
export const rebuildView = z
  .object({
    projection: z.string(),
    state: z.enum(["idle", "running", "done", "failing"]),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    events: z.int().meta({ description: "Read so far" }),
    cause: z.string().nullable().meta({ description: "Why the last step failed; it is tried again by itself" }),
  })
  .meta({ id: "RebuildStatus" });
export const rebuilds = listOf(rebuildView);

export const logQuery = z.strictObject({
  partition: wholeNumber(0, PARTITIONS - 1),
  after: wholeNumber(0, OFFSET_MAX)
    .default(0)
    .meta({ description: "Begins behind this offset", override: { default: 0 } }),
  limit: page.limit,
  cursor: wholeNumber(0, OFFSET_MAX)
    .exactOptional()
    .meta({ override: { type: "string" }, description: "`nextCursor` of the page before" }),
  kinds: z
    .string()
    .max(KINDS_TEXT_MAX)
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(KINDS)))
    .exactOptional()
    .meta({
      override: { type: "string" },
      description: `Kinds of streams, comma-separated; all, where it is left out: ${KINDS.join(", ")}`,
      examples: ["order,shipment"],
    }),
});
export const logPage = listOf(z.object({ offset: offsetView, envelope }));
/** Of the query, where it names none. */
export const ALL_KINDS: readonly StreamKind[] = KINDS;
