import type { Envelope } from "../queues/envelope.ts";
import type { StreamKind, Subscriber } from "../queues/subscriptions.ts";
import type { Caller } from "./caller.ts";

/** Events in one call of `append`. */
export const APPEND_MAX = 100;

/** The log of domain events. Once `append` has answered, every subscriber gets the events, however often it takes. */
export interface EventsApi {
  /** At most APPEND_MAX, of one or many streams. A repeat is ignored; a gap within a stream names it in `gaps`, and nothing of that stream behind it is taken. */
  append(caller: Caller, envelopes: Envelope[]): Promise<{ gaps: string[] }>;
  /** The subscriber has applied these offsets of a partition (or found them applied already). */
  ack(caller: Caller, subscriber: Subscriber, partition: number, offsets: number[]): Promise<void>;
  /** The log itself, in order, of some kinds of streams: for rebuilding a projection. At most 500 a page. */
  read(
    caller: Caller,
    partition: number,
    afterOffset: number,
    kinds: StreamKind[],
  ): Promise<{ events: { offset: number; envelope: Envelope }[]; end: boolean }>;
  ready(caller: Caller): Promise<void>;
}
