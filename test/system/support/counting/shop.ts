import { setTimeout as sleep } from "node:timers/promises";
import type { Served } from "../../../../scripts/start/workers.ts";
import { type ServedShop, startServedShop } from "../served.ts";
import { countedModules } from "./around.ts";
import { Commits } from "./commits.ts";
import type { Kind } from "./tally.ts";

/** Shorter than anywhere else: the alarm that looks for lost events is waited for too. */
const RESEND_AFTER_MS = 2_500;
/** Longer than any timer that goes off after an order by itself, but for what is set for minutes: holds and a cart's return. */
const QUIET_MS = 3_200;
const QUIET_MAX_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** Something that was done so many times, and what caused it: see `tally.ts`. */
export type Operation = { cause: string; kind: Kind; what: string; times: number };

export type CountedShop = ServedShop & {
  commits: Commits;
  /** All that was done so far. */
  operations(): Promise<Operation[]>;
  /** Waits until whatever was begun is over, timers and queues too. */
  quiet(): Promise<void>;
};

/** A whole shop of the real Workers, as `npm start` serves it, which counts what it does. */
export async function startCountedShop(homes: number): Promise<CountedShop> {
  const values = { RESEND_AFTER_MS: String(RESEND_AFTER_MS) };
  const shop = await startServedShop({ homes, values }, countedModules);
  const { runtime, workers } = shop.served();
  const commits = new Commits(shop.persist);
  return {
    ...shop,
    commits,
    operations: async () => (await Promise.all(workers.map(({ name }) => tallyOf(runtime, name)))).flat(),
    quiet: () => quiet(commits),
    close: async () => {
      commits.stop();
      await shop.close();
    },
  };
}

async function tallyOf(runtime: Served["runtime"], name: string): Promise<Operation[]> {
  const worker = await runtime.getWorker(name);
  const counts = (await (await worker.fetch("http://counting/tally")).json()) as [string, number][];
  return counts.map(([key, times]) => {
    const [cause, kind, what] = JSON.parse(key) as [string, Kind, string];
    return { cause, kind, what, times };
  });
}

/** Whatever a shop does ends in a commit somewhere. */
async function quiet(commits: Commits): Promise<void> {
  const until = Date.now() + QUIET_MAX_MS;
  for (let since = Date.now(), before = -1; Date.now() - since < QUIET_MS; ) {
    if (Date.now() > until) throw new Error(`no quiet within ${QUIET_MAX_MS / 1000} s`);
    const now = [...commits.counts().values()].reduce((sum, count) => sum + count, 0);
    if (now !== before) since = Date.now();
    before = now;
    await sleep(LOOK_EVERY_MS);
  }
}
