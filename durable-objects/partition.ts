import { DurableObject } from "cloudflare:workers";
import type { CommandMeta } from "../contracts/caller.ts";
import type { Appended, DeadLetter, Failed, PartitionStatus, ReleasedAll, ReplayFrom } from "../contracts/events.ts";
import { causeOf, logProblem } from "../domain/kernel/log.ts";
import type { Result } from "../domain/kernel/result.ts";
import type { Delivery, Envelope } from "../queues/envelope.ts";
import type { StreamKind, Subscriber } from "../queues/subscriptions.ts";
import { type Administered, Administration } from "./partition/administration.ts";
import { Archive } from "./partition/archive.ts";
import type { Mismatch } from "./partition/commands.ts";
import type { Logged } from "./partition/log-store.ts";
import { PartitionLog } from "./partition/partition-log.ts";
import { replaySteps } from "./partition/replays.ts";
import { Senders } from "./partition/senders.ts";
import { type After, Status, type Waiting } from "./partition/status.ts";

/** The queue of each subscriber: a new subscriber does not compile until it has one. */
export const QUEUES = {
  "orders-lists": "ORDERS_LISTS",
  "inventory-levels": "INVENTORY_LEVELS",
  "shipping-orders": "SHIPPING_ORDERS",
  "orders-shipments": "ORDERS_SHIPMENTS",
  "search-index": "SEARCH_INDEX",
  "catalog-caches": "CATALOG_CACHES",
  "notifications-mails": "NOTIFICATIONS_MAILS",
} as const satisfies Record<Subscriber, string>;

export type PartitionEnv = { RESEND_AFTER_MS: string; ARCHIVE: R2Bucket } & Record<
  (typeof QUEUES)[Subscriber],
  Queue<Delivery>
>;

/** The platform drops an alarm whose run was cut off more often than this (by its limits of time or memory). */
const RETRIES_BEFORE_FRESH = 5;

/** One partition of the event log. What it has taken is sent until it is acknowledged, or a dead letter. */
export class PartitionObject extends DurableObject<PartitionEnv> {
  readonly #log = new PartitionLog(this.ctx.storage, Number(this.env.RESEND_AFTER_MS));
  readonly #archive = new Archive(this.#log, this.env.ARCHIVE);
  readonly #status = new Status(this.#log, this.ctx.storage.sql);
  readonly #administration = new Administration(this.#log, this.#archive, this.ctx.storage.sql);
  readonly #senders = new Senders(this.#log, (subscriber) => this.env[QUEUES[subscriber]]);

  append(partition: number, envelopes: Envelope[]): Appended {
    const { answer, outgoing } = this.#log.append(partition, envelopes, Date.now());
    this.ctx.waitUntil(this.#senders.send(outgoing));
    return answer;
  }

  ack(subscriber: Subscriber, offsets: number[], failed: Failed[] = []): void {
    this.ctx.waitUntil(this.#senders.send(this.#log.acknowledge(subscriber, offsets, failed, Date.now())));
  }

  read(afterOffset: number, kinds: StreamKind[]): Promise<{ events: Logged[]; end: boolean }> {
    return this.#archive.page(afterOffset, kinds);
  }

  whole(offsets: number[]): Promise<Logged[]> {
    return this.#archive.at(offsets);
  }

  heads(streams: string[]): number[] {
    return streams.map((stream) => (this.#log.store.exists() ? this.#log.store.head(stream).seq : 0));
  }

  /** Never throws, and sees to another before the platform gives up on one that is cut off again and again. */
  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    const setAnew = () => this.ctx.storage.setAlarm(Date.now() + Number(this.env.RESEND_AFTER_MS));
    try {
      if ((info?.retryCount ?? 0) >= RETRIES_BEFORE_FRESH) await setAnew();
      this.#look();
      const isMore = await replaySteps(this.#log, this.#archive);
      this.#look();
      if (isMore) this.#log.hurry();
    } catch (cause) {
      logProblem("resend failed", { cause: causeOf(cause) });
      await setAnew();
    }
  }

  status(partition: number): PartitionStatus {
    return this.#status.of(partition);
  }

  /** What waits for staff. Looks itself what is to be sent: a subscriber may be new, or an alarm lost. */
  watch(): Waiting {
    this.#look();
    return this.#status.waiting();
  }

  deadLetters(subscriber: Subscriber | null, after: After, limit: number): DeadLetter[] {
    return this.#status.deadLetters(subscriber, after, limit);
  }

  deadLetter(subscriber: Subscriber, stream: string): DeadLetter | null {
    return this.#status.deadLetter(subscriber, stream);
  }

  release(meta: CommandMeta, subscriber: Subscriber, stream: string): Result<number, Mismatch> {
    return this.#done(this.#administration.release(meta, subscriber, stream, Date.now()));
  }

  releaseAll(meta: CommandMeta, subscriber: Subscriber): Result<ReleasedAll, Mismatch> {
    return this.#done(this.#administration.releaseAll(meta, subscriber, Date.now()));
  }

  claim(meta: CommandMeta): Result<number, Mismatch> {
    return this.#administration.claim(meta, Date.now());
  }

  async replay(meta: CommandMeta, subscriber: Subscriber, from: ReplayFrom): Promise<Result<number, Mismatch>> {
    return this.#done(await this.#administration.replay(meta, subscriber, from, Date.now()));
  }

  /** Moves into the archive what came before a time (epoch ms). Answers how many events. */
  retain(before: number): Promise<number> {
    return this.#archive.moveOut(before);
  }

  #done<T>({ answer, outgoing }: Administered<T>): Administered<T>["answer"] {
    this.ctx.waitUntil(this.#senders.send(outgoing));
    return answer;
  }

  /** Without waiting for the queues: one that is busy or hangs would keep the alarm from all others. */
  #look(): void {
    this.ctx.waitUntil(this.#senders.send(this.#log.resend(Date.now())));
  }
}
