import { causeOf } from "../../domain/kernel/log.ts";
import type { Served } from "./workers.ts";

const MINUTE_MS = 60_000;

/** The runtime fires no cron by itself. Every cron of the house is of each minute, or is written to be harmless more often. */
export function startCrons({ runtime, workers }: Served): () => void {
  const declared = workers.flatMap(({ name, crons }) => crons.map((cron) => ({ name, cron })));
  const timer = setInterval(() => {
    for (const { name, cron } of declared) {
      runtime
        .getWorker(name)
        .then((worker) => worker.scheduled({ cron, scheduledTime: new Date() }))
        .catch((cause: unknown) => console.error(`cron of ${name} failed: ${causeOf(cause)}`));
    }
  }, MINUTE_MS);
  return () => clearInterval(timer);
}
