import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller, CommandMeta, CommonRefusal, Page, PageRequest } from "../../contracts/caller.ts";
import type {
  DeadLetter,
  DeadLetterKey,
  EventsAdminApi,
  PartitionStatus,
  ReleasedAll,
  ReplayFrom,
} from "../../contracts/events.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { traced } from "../../domain/kernel/trace.ts";
import type { Envelope } from "../../queues/envelope.ts";
import { PARTITIONS } from "../../queues/partition.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";
import { may } from "../kernel/access.ts";
import { readCursor, writeCursor } from "../kernel/position.ts";
import { type Env, partitionAt, partitions } from "./env.ts";

/** The log for those who run the shop: where it stands, what could not be applied, and how to mend it. */
export class EventsAdmin extends WorkerEntrypoint<Env> implements EventsAdminApi {
  static {
    traced(EventsAdmin);
  }

  async status(caller: Caller): Promise<Result<PartitionStatus[], CommonRefusal>> {
    if (!may(caller, "events:read")) return err({ code: "forbidden" });
    return ok(await inParallel(partitions(this.env), async (partition, number) => partition.status(number)));
  }

  async deadLetters(
    caller: Caller,
    { subscriber }: { subscriber?: Subscriber },
    page: PageRequest,
  ): Promise<Result<Page<DeadLetter>, CommonRefusal>> {
    if (!may(caller, "events:read")) return err({ code: "forbidden" });
    const from = page.cursor === undefined ? { key: " ", number: 0 } : readCursor(SORT, "string", page.cursor);
    if (from === null || from.number < 0 || from.number >= PARTITIONS) return err({ code: "parameter" });
    let after = placeOf(String(from.key));
    const items: DeadLetter[] = [];
    for (let number = from.number; number < PARTITIONS && items.length <= page.limit; number++) {
      const room = page.limit + 1 - items.length;
      items.push(...(await partitionAt(this.env, number).deadLetters(subscriber ?? null, after, room)));
      after = placeOf(" ");
    }
    const shown = items.slice(0, page.limit);
    const last = shown.at(-1);
    const isEnd = last === undefined || items.length <= page.limit;
    return ok({ items: shown, nextCursor: isEnd ? null : cursorOf(last) });
  }

  async deadLetter(
    caller: Caller,
    key: DeadLetterKey,
  ): Promise<Result<{ deadLetter: DeadLetter; envelope: Envelope }, CommonRefusal>> {
    if (!may(caller, "events:read")) return err({ code: "forbidden" });
    if (!isPartition(key.partition)) return err({ code: "not_found" });
    const partition = partitionAt(this.env, key.partition);
    const deadLetter = await partition.deadLetter(key.subscriber, key.stream);
    if (deadLetter === null) return err({ code: "not_found" });
    const [event] = (await partition.whole([deadLetter.offset])) as { envelope: Envelope }[];
    return event === undefined ? err({ code: "not_found" }) : ok({ deadLetter, envelope: event.envelope });
  }

  async release(
    caller: Caller,
    meta: CommandMeta,
    { partition, subscriber, stream }: DeadLetterKey,
  ): Promise<Result<{ released: number }, CommonRefusal>> {
    if (!may(caller, "events:write")) return err({ code: "forbidden" });
    if (!isPartition(partition)) return err({ code: "not_found" });
    const released = await partitionAt(this.env, partition).release(meta, subscriber, stream);
    return released.ok ? ok({ released: released.value }) : released;
  }

  async claim(caller: Caller, meta: CommandMeta): Promise<Result<null, CommonRefusal>> {
    if (!may(caller, "events:write")) return err({ code: "forbidden" });
    const claimed = await partitionAt(this.env, CLAIMS).claim(meta);
    return claimed.ok ? ok(null) : claimed;
  }

  async releaseAll(
    caller: Caller,
    meta: CommandMeta,
    subscriber: Subscriber,
  ): Promise<Result<ReleasedAll, CommonRefusal>> {
    const claimed = await this.claim(caller, meta);
    if (!claimed.ok) return claimed;
    const answers = await inParallel(partitions(this.env), async (partition) => partition.releaseAll(meta, subscriber));
    const all = { streams: 0, released: 0, more: false };
    for (const answer of answers) {
      if (!answer.ok) return answer;
      all.streams += answer.value.streams;
      all.released += answer.value.released;
      all.more ||= answer.value.more;
    }
    return ok(all);
  }

  async replay(
    caller: Caller,
    meta: CommandMeta,
    replay: { subscriber: Subscriber; partition?: number; from: ReplayFrom },
  ): Promise<Result<{ partition: number; fromOffset: number }[], CommonRefusal>> {
    if (!may(caller, "events:write")) return err({ code: "forbidden" });
    if (replay.partition !== undefined && !isPartition(replay.partition)) return err({ code: "not_found" });
    const claimed = await this.claim(caller, meta);
    if (!claimed.ok) return claimed;
    const numbers = replay.partition === undefined ? [...Array(PARTITIONS).keys()] : [replay.partition];
    const begun = await inParallel(numbers, async (partition) => ({
      partition,
      from: await partitionAt(this.env, partition).replay(meta, replay.subscriber, replay.from),
    }));
    const begins: { partition: number; fromOffset: number }[] = [];
    for (const { partition, from } of begun) {
      if (!from.ok) return from;
      begins.push({ partition, fromOffset: from.value });
    }
    return ok(begins);
  }
}

/** The partition that knows the keys of what is not done in one partition alone. */
const CLAIMS = 0;
const SORT = "dead-letters";

/** No subscriber's name has a space. */
function cursorOf({ partition, subscriber, stream }: DeadLetter): string {
  return writeCursor(SORT, { key: `${subscriber} ${stream}`, number: partition });
}

function placeOf(key: string): { subscriber: string; stream: string } {
  const space = key.indexOf(" ");
  return { subscriber: key.slice(0, space), stream: key.slice(space + 1) };
}

function isPartition(partition: number): boolean {
  return Number.isInteger(partition) && partition >= 0 && partition < PARTITIONS;
}
