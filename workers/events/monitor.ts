import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import type { Waiting } from "../../durable-objects/partition/status.ts";
import { type Env, partitions } from "./env.ts";

/** A queue forgets a message after four days. The log does not, but whoever must look is told in good time. */
const URGENT_AFTER_MS = 3 * 24 * 60 * 60_000;

/** Says aloud that streams stand still, for as long as they do. `now`: epoch ms. */
export async function monitor(env: Env, now: number): Promise<void> {
  const all = await inParallel(partitions(env), async (partition, number): Promise<Waiting | null> => {
    try {
      return await partition.watch();
    } catch (cause) {
      logProblem("partition not watched", { partition: number, cause: causeOf(cause) });
      return null;
    }
  });
  const waiting = all.filter((one) => one !== null && one.deadLetters > 0) as Waiting[];
  if (waiting.length === 0) return;
  const oldestMs = now - Math.min(...waiting.map(({ oldestSince }) => oldestSince ?? now));
  logProblem("dead letters wait", {
    deadLetters: waiting.reduce((sum, { deadLetters }) => sum + deadLetters, 0),
    parked: waiting.reduce((sum, { parked }) => sum + parked, 0),
    partitions: waiting.length,
    oldestMs,
    ...(oldestMs >= URGENT_AFTER_MS ? { urgent: true } : {}),
  });
}
