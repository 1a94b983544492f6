import { assert } from "../../domain/kernel/assert.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { type Env, partitions } from "./env.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Moves what is older than RETAIN_DAYS and acknowledged by all into the archive. `now`: epoch ms. A failure waits for the next night. */
export async function archive(env: Env, now: number): Promise<void> {
  const days = Number(env.RETAIN_DAYS);
  assert(Number.isInteger(days) && days >= 1, "RETAIN_DAYS is a number of days, one at least");
  await inParallel(partitions(env), async (partition, number) => {
    try {
      await partition.retain(now - days * DAY_MS);
    } catch (cause) {
      logProblem("events not archived", { partition: number, cause: causeOf(cause) });
    }
  });
}
