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

/** A message on a subscriber's queue: the event and where it lies in the log. */
export type Delivery = { partition: number; offset: number; envelope: Envelope };

/** The largest event, as JSON in UTF-8: with its frame it must stay below a queue message's 128 KB. */
export const ENVELOPE_BYTES_MAX = 100 * 1024;

/** A delivery as it comes off a queue, before its event's own schema has read `data`. */
export const DeliverySchema = z.object({
  partition: z.int().nonnegative(),
  offset: z.int().positive(),
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
