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
