import type { Result } from "../domain/kernel/result.ts";
import type { Envelope } from "../queues/envelope.ts";
import type { StreamKind, Subscriber } from "../queues/subscriptions.ts";
import type { Caller, CommandMeta, CommonRefusal, Page, PageRequest } from "./caller.ts";

/** Events in one call of `append`. */
export const APPEND_MAX = 100;

/** Events in one call of `whole`: each may have a megabyte. */
export const FETCH_MAX = 10;

/** Streams in one call of `heads`. */
export const HEADS_MAX = 100;

export type Failed = { offset: number; cause: string };

/**
 * Streams of which nothing was taken from some event on: `gaps` miss an earlier event, or lie in a partition that did not
 * answer; `conflicts` repeat an event with another content, as an object does that was restored to an earlier point in time.
 * Absent: none.
 */
export type Appended = { gaps: string[]; conflicts?: string[] };

/** The log of domain events. Once `append` has answered, every subscriber gets the events, however often it takes. */
export interface EventsApi {
  /** At most APPEND_MAX, of one or many streams. A repeat is ignored. */
  append(caller: Caller, envelopes: Envelope[]): Promise<Appended>;
  /** The seq of each stream's last event, in the order asked; 0 where the log knows none. At most HEADS_MAX. */
  heads(caller: Caller, streams: string[]): Promise<number[]>;
  /**
   * The subscriber has applied these offsets of a partition (or found them applied already); those of `failed` it could not,
   * and will be sent them again: `cause` is what staff read when one becomes a dead letter.
   */
  ack(caller: Caller, subscriber: Subscriber, partition: number, offsets: number[], failed?: Failed[]): Promise<void>;
  /**
   * Events whole, for those that came without their data because they are too large for a queue. At most FETCH_MAX. (Not
   * `fetch`: by that name the platform makes an HTTP request of a call on a binding.)
   */
  whole(caller: Caller, partition: number, offsets: number[]): Promise<{ offset: number; envelope: Envelope }[]>;
  /** The log itself, in order, of some kinds of streams: for rebuilding a projection. At most 500 a page. */
  read(
    caller: Caller,
    partition: number,
    afterOffset: number,
    kinds: StreamKind[],
  ): Promise<{ events: { offset: number; envelope: Envelope }[]; end: boolean }>;
  /**
   * When the oldest event came into the log that the subscriber has not acknowledged (epoch ms); null where there is none, 0
   * where a stream stands still. Whoever decides by a projection asks how far it is behind.
   */
  waitingSince(caller: Caller, subscriber: Subscriber): Promise<number | null>;
  ready(caller: Caller): Promise<void>;
}

/** Where a subscriber stands in a partition. Times in epoch ms. */
export type SubscriberPlace = {
  subscriber: Subscriber;
  /** Of its kinds, everything up to this offset was sent or is parked. */
  reached: number;
  /** Events behind `reached` that were never sent, counted up to LAG_MAX. */
  lag: number;
  unacked: number;
  /** When the oldest event that is not acknowledged came into the log; null when there is none. */
  oldestUnackedAt: number | null;
  /** Events sent more than once, since the partition began. */
  resends: number;
  /** Streams that stand still behind a dead letter, and the events in them. */
  deadLetters: number;
  parked: number;
  /** When the oldest dead letter became one; null when there is none. */
  oldestDeadLetterAt: number | null;
};

export const LAG_MAX = 10_000;

/**
 * `head`: the last offset; 0: nothing yet. `chain`: the last event's link of the chain of hashes (hex SHA-256; empty: nothing
 * yet): noted elsewhere it proves what lay in the log then. Offsets below `kept` lie in the archive.
 */
export type PartitionStatus = {
  partition: number;
  head: number;
  chain: string;
  kept: number;
  subscribers: SubscriberPlace[];
};

/** What names a stream that stands still. */
export type DeadLetterKey = { partition: number; subscriber: Subscriber; stream: string };

/** An event that was sent as often as an event is; its stream stands still for the subscriber until it is released. */
export type DeadLetter = DeadLetterKey & {
  offset: number;
  /** `stream/seq`. */
  event: string;
  type: string;
  version: number;
  /** Epoch ms. */
  since: number;
  sends: number;
  /** What the subscriber said last of why; null when it never said anything. */
  cause: string | null;
  /** Events that wait behind it, itself included. */
  parked: number;
};

/** Streams that go on, and their events that are sent again. */
export type ReleasedAll = { streams: number; released: number; more: boolean };

/** From an offset (inclusive), or from the first event that came into the log at this time (epoch ms) or later. */
export type ReplayFrom = { offset: number } | { at: number };

/** The log for those who run the shop: a separate entrypoint, bound only by the gateway. `events:read`; writing asks for `events:write`. */
export interface EventsAdminApi {
  status(caller: Caller): Promise<Result<PartitionStatus[], CommonRefusal>>;
  /** Oldest partition number first; within it by subscriber and stream. */
  deadLetters(
    caller: Caller,
    filter: { subscriber?: Subscriber },
    page: PageRequest,
  ): Promise<Result<Page<DeadLetter>, CommonRefusal>>;
  /** With the event itself, as it lies in the log. */
  deadLetter(
    caller: Caller,
    key: DeadLetterKey,
  ): Promise<Result<{ deadLetter: DeadLetter; envelope: Envelope }, CommonRefusal>>;
  /**
   * Takes a command's key for its one body, where what is done lies in several partitions or with several Workers: with
   * another body it is refused, before anything is done anywhere.
   */
  claim(caller: Caller, meta: CommandMeta): Promise<Result<null, CommonRefusal>>;
  /** The stream's parked events are sent again, in order. A stream that is not parked: 0 released. */
  release(caller: Caller, meta: CommandMeta, key: DeadLetterKey): Promise<Result<{ released: number }, CommonRefusal>>;
  /** The same for streams that stand still for the subscriber, as many as one call bears; `more`: others still do. */
  releaseAll(caller: Caller, meta: CommandMeta, subscriber: Subscriber): Promise<Result<ReleasedAll, CommonRefusal>>;
  /**
   * Everything from there on is sent to the subscriber again, from the archive too; it ignores what it has applied. Without
   * `partition`: in all. Answers from which offset each begins.
   */
  replay(
    caller: Caller,
    meta: CommandMeta,
    replay: { subscriber: Subscriber; partition?: number; from: ReplayFrom },
  ): Promise<Result<{ partition: number; fromOffset: number }[], CommonRefusal>>;
}
