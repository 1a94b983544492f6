import { assert } from "../../domain/kernel/assert.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import type { Delivery, Envelope } from "../../queues/envelope.ts";
import { within } from "../../queues/kernel/within.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";
import type { LoggedText } from "./log-store.ts";

/** The platform's limits of one `sendBatch`: 256 KB, of 1,000 bytes each. A batch above it would be refused again and again. */
const BATCH_MAX = 100;
const BATCH_BYTES_MAX = 250_000;
/** Around each event: where it lies in the log, and up to 100 bytes of the platform's own. */
const FRAME_BYTES = 200;
/** A queue was seen to hang for a minute when it was overloaded. */
const SEND_MS = 10_000;

const utf8 = new TextEncoder();

export type Destination = { subscriber: Subscriber; partition: number; queue: Queue<Delivery> };

/** The log that is sent from. */
export type Source = { toSend(offsets: readonly number[]): Iterable<LoggedText> };

/** Brings a subscriber's events onto its queue. It may fail: what is not acknowledged in time is sent again. */
export class Sender {
  readonly #to: Destination;
  readonly #from: Source;
  readonly #unsent: (offsets: number[]) => void;
  /** Offsets on their way. Those that arrive while a batch is being sent leave together in the next. */
  readonly #waiting = new Set<number>();
  #sending = false;

  /** `unsent` is told what the queue did not take. */
  constructor(to: Destination, from: Source, unsent: (offsets: number[]) => void) {
    this.#to = to;
    this.#from = from;
    this.#unsent = unsent;
  }

  /** Never throws. Answers at once when a sending is under way, which then takes these along. */
  async send(offsets: readonly number[]): Promise<void> {
    for (const offset of offsets) this.#waiting.add(offset);
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#waiting.size > 0) await this.#sendNext();
    } catch (cause) {
      // Whether or not the queue has them: the alarm sends again what is not acknowledged.
      logProblem("queue not reached", { subscriber: this.#to.subscriber, cause: causeOf(cause) });
      this.#unsent([...this.#waiting]);
      this.#waiting.clear();
    } finally {
      this.#sending = false;
    }
  }

  async #sendNext(): Promise<void> {
    const first = [...this.#waiting].sort((a, b) => a - b).slice(0, BATCH_MAX);
    const batch: Delivery[] = [];
    let bytes = 0;
    for (const { offset, envelope, isWhole } of this.#from.toSend(first)) {
      bytes += utf8.encode(envelope).byteLength + FRAME_BYTES;
      if (bytes > BATCH_BYTES_MAX && batch.length > 0) break;
      const delivery = { partition: this.#to.partition, offset, envelope: JSON.parse(envelope) as Envelope };
      batch.push(isWhole ? delivery : { ...delivery, withoutData: true });
    }
    assert(batch.length > 0, "what is sent lies in the log");
    await within(SEND_MS, "send", this.#to.queue.sendBatch(batch.map((body) => ({ body }))));
    for (const { offset } of batch) this.#waiting.delete(offset);
  }
}
