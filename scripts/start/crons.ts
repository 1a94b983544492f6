import { causeOf } from "../../domain/kernel/log.ts";
import { isDue } from "./cron-time.ts";
import type { Served } from "./workers.ts";

const MINUTE_MS = 60_000;

/** The runtime fires no cron by itself: here each is fired in its minute. Answers how to stop. */
export function startCrons({ runtime, workers }: Served): () => void {
  const declared = workers.flatMap(({ name, crons }) => crons.map((cron) => ({ name, cron })));
  const timer = setInterval(() => {
    const now = new Date();
    for (const { name, cron } of declared.filter((one) => isDue(one.cron, now))) {
      runtime
        .getWorker(name)
        .then((worker) => worker.scheduled({ cron, scheduledTime: now }))
        .catch((cause: unknown) => console.error(`cron of ${name} failed: ${causeOf(cause)}`));
    }
  }, MINUTE_MS);
  return () => clearInterval(timer);
}
