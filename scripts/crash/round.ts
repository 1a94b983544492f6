import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "../../demo/random.ts";
import { within } from "../../queues/kernel/within.ts";
import type { Asking, Tally } from "./asking.ts";
import { audit, counted, unrest } from "./audit/audit.ts";
import type { Books, Reader } from "./audit/books.ts";
import type { Finding } from "./audit/finding.ts";
import { itIsTime, MOMENTS, type Moment } from "./kills.ts";
import { type Provider, WEBHOOK_MODES } from "./provider.ts";
import type { CrashShop } from "./shop.ts";
import type { Shopper } from "./stories/shopper.ts";
import { story } from "./stories.ts";

/** After this what is not at rest is stuck. An event is sent again after 5 s, then 10, then 20. */
const REST_MAX_MS = 90_000;
const LOOK_EVERY_MS = 500;
/** A story that was begun is told to its end, with all that is asked again. */
const STORIES_MAX_MS = 120_000;
/** One start in so many is killed before it is ready, within this. */
const KILLED_START_OF = 3;
const START_SPAN_MS = 3_000;
const RANDOM_BELOW = 2 ** 31;

export type Round = {
  number: number;
  seed: number;
  kills: { moment: string; atMs: number }[];
  tally: Tally;
  /** All its starts together. */
  startsMs: number;
  restMs: number;
  auditMs: number;
  books: string;
  findings: Finding[];
  /** What was still to be done when time was up. */
  restless: string[];
};

export type Stage = { shop: CrashShop; provider: Provider; asking: Asking; shoppers: Shopper[]; reader: Reader };

/** Load, kills, restarts; then rest, one more kill, and the audit. Leaves the shop down. */
export async function playRound(
  { shop, provider, asking, shoppers, reader }: Stage,
  { number, seed, seconds }: { number: number; seed: number; seconds: number },
): Promise<Round> {
  const random = new Random(seed);
  const before = { ...asking.tally };
  // The first round finds it as it was filled.
  let startsMs = shop.isRunning ? 0 : await shop.start();
  await provider.webhooks(WEBHOOK_MODES[(number - 1) % WEBHOOK_MODES.length] ?? "normal");
  const began = Date.now();
  let isOpen = true;
  const load = Promise.all(
    shoppers.map(async (shopper) => {
      while (isOpen) await story(shopper);
    }),
  );
  // Its failure is this round's, whenever it is waited for.
  load.catch(() => undefined);
  const kills: Round["kills"] = [];
  const struck = (moment: string) => kills.push({ moment, atMs: Date.now() - began });
  const moments = momentsOf(number, random);
  // Time without a shop is no load: it is shared out over what lies between the kills.
  const spanMs = (seconds * 1_000) / (moments.length + 1);
  for (const moment of moments) {
    await itIsTime(moment, { asking, provider, random, spanMs });
    struck(moment);
    await shop.kill();
    if (random.below(KILLED_START_OF) === 0) {
      shop.begin();
      await sleep(random.below(START_SPAN_MS));
      struck("starting");
      await shop.kill();
    }
    startsMs += await shop.start();
  }
  await sleep(spanMs);
  isOpen = false;
  await within(STORIES_MAX_MS, "the shoppers' stories", load);
  const resting = Date.now();
  const restless = await rest(reader);
  const restMs = Date.now() - resting;
  await shop.kill();
  const auditing = Date.now();
  const books = reader.read();
  const findings = audit(books);
  return {
    ...{ number, seed, kills, startsMs, restMs, findings, restless },
    tally: since(before, asking.tally),
    auditMs: Date.now() - auditing,
    books: counted(books),
  };
}

/** Two a round; each moment comes round in turn, and any other beside it. */
function momentsOf(number: number, random: Random): Moment[] {
  const [other = "any time"] = random.shuffled(MOMENTS);
  return [MOMENTS[number % MOMENTS.length] ?? "any time", other];
}

/** Waits until nothing is left to be done; answers what still is. */
async function rest(reader: Reader): Promise<string[]> {
  const until = Date.now() + REST_MAX_MS;
  for (;;) {
    const books = readOrNot(reader);
    const left = books === null ? ["the shop writes all the time"] : unrest(books);
    if (left.length === 0 || Date.now() > until) return left;
    await sleep(LOOK_EVERY_MS);
  }
}

/** A copy made in the middle of a write may be unreadable: the next one will do. */
function readOrNot(reader: Reader): Books | null {
  try {
    return reader.read();
  } catch (cause) {
    if ((cause as { code?: string }).code === "ERR_SQLITE_ERROR") return null;
    throw cause;
  }
}

function since(before: Tally, now: Tally): Tally {
  return {
    asked: now.asked - before.asked,
    answered: now.answered - before.answered,
    lost: now.lost - before.lost,
    retried: now.retried - before.retried,
    faults: now.faults - before.faults,
  };
}

/** A round's own seed. */
export const seedOf = (seed: number, round: number): number => (seed + round * 7_919) % RANDOM_BELOW;
