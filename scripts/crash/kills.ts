import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../demo/random.ts";
import type { Asking } from "./asking.ts";
import type { Provider } from "./provider.ts";

/** When to kill. */
export const MOMENTS = [
  "any time",
  "request sent",
  "answer given",
  "webhooks under way",
  "queues full",
  "draining",
] as const;
export type Moment = (typeof MOMENTS)[number];

/** A moment that does not come is not waited for longer than this. */
const WAIT_MAX_MS = 4_000;
const POLL_MS = 10;
const BURST = 12;
const DRAIN_MS = 1_500;
const KINDS = ["order", "cancel", "refund", "pay", "adjust"] as const;

/** Resolves when it is time. `spanMs`: how long the load goes on before, about. */
export async function itIsTime(
  moment: Moment,
  { asking, provider, random, spanMs }: { asking: Asking; provider: Provider; random: Random; spanMs: number },
): Promise<void> {
  if (moment === "draining") {
    // Outboxes drain right after a start, and again when their timers go off.
    await sleep(random.below(DRAIN_MS));
    return;
  }
  await sleep(spanMs / 2 + random.below(spanMs));
  switch (moment) {
    case "any time":
      return;
    case "request sent":
      await heard(asking, "sent", 1 + random.below(5), KINDS[random.below(KINDS.length)]);
      // From before it has arrived to some turns of its saga later.
      return sleep(random.below(60));
    case "answer given":
      await heard(asking, "answered", 1 + random.below(5), "order");
      return sleep(random.below(30));
    case "queues full":
      await heard(asking, "answered", BURST, undefined);
      return sleep(random.below(20));
    case "webhooks under way":
      return underWay(provider);
  }
}

async function heard(
  asking: Asking,
  wanted: "sent" | "answered",
  times: number,
  kind: string | undefined,
): Promise<void> {
  let left = times;
  const reached = new Promise<void>((resolve) => {
    asking.watch = (moment, what) => {
      if (moment === wanted && (kind === undefined || what === kind)) left -= 1;
      if (left <= 0) resolve();
    };
  });
  await Promise.race([reached, sleep(WAIT_MAX_MS)]);
  asking.watch = () => undefined;
}

async function underWay(provider: Provider): Promise<void> {
  const until = Date.now() + WAIT_MAX_MS;
  while ((await provider.undelivered()) === 0 && Date.now() < until) await sleep(POLL_MS);
}
