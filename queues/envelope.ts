import * as z from "zod";

/**
 * What travels on every queue and lies in the event log. `seq` counts a stream's published events without gaps from 1;
 * `id` is `stream/seq`. `data` holds no personal data.
 */
export type Envelope<Data = unknown> = {
  id: string;
  /** `<kind>/<aggregate id>`: `order/ord_…`, `stock/MUG-BLUE`. */
  stream: string;
  seq: number;
  type: string;
  version: number;
  /** Epoch ms. Two events may share it: order by seq, never by time. */
  at: number;
  causationId: string;
  correlationId: string;
  traceparent?: string;
  data: Data;
};

/**
 * A message on a subscriber's queue: the event and where it lies in the log. `withoutData`: the event is larger than
 * INLINE_BYTES_MAX, its `data` is null here and is asked of the log.
 */
export type Delivery = { partition: number; offset: number; envelope: Envelope; withoutData?: true };

/** The largest event, as JSON in UTF-8: it lies in one row of an outbox and of the log, which has 2 MB. */
export const ENVELOPE_BYTES_MAX = 1024 * 1024;
/** The largest event that travels whole: with its frame it must stay below a queue message's 128 KB. */
export const INLINE_BYTES_MAX = 100 * 1024;
/** Events in one RPC, together: the platform carries 32 MiB. */
export const PAGE_BYTES_MAX = 8 * 1024 * 1024;

/** Where in the log an event lies: readable also where the event itself is not. */
export const PlaceSchema = z.object({ partition: z.int().nonnegative(), offset: z.int().positive() });

/** A delivery as it comes off a queue, before its event's own schema has read `data`. */
export const DeliverySchema = PlaceSchema.extend({
  withoutData: z.literal(true).exactOptional(),
  envelope: z.object({
    id: z.string(),
    stream: z.string(),
    seq: z.int().positive(),
    type: z.string(),
    version: z.int().positive(),
    at: z.int(),
    causationId: z.string(),
    correlationId: z.string(),
    traceparent: z.string().exactOptional(),
    data: z.unknown(),
  }),
}) satisfies z.ZodType<Delivery>;
