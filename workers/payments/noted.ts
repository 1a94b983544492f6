import type { ProviderOutcome } from "../../contracts/payments.ts";
import { logProblem } from "../../domain/kernel/log.ts";
import { seriesOf } from "../../http/exposition.ts";
import { Counters } from "../kernel/metrics.ts";

/** Calls of the provider, of this isolate. */
export const counters = new Counters();

/** Counts a call of the provider, and says in the log that it told nothing: orders go on asking by themselves, and staff see why they wait. `about`: our id or the provider's. */
export async function noted<T>(
  call: string,
  about: string,
  outcome: Promise<ProviderOutcome<T>>,
): Promise<ProviderOutcome<T>> {
  const told = await outcome;
  counters.count(seriesOf("kiosk_provider_calls_total", { call, outcome: told.kind }));
  if (told.kind === "unknown") logProblem("provider told nothing", { call, about, cause: told.cause });
  return told;
}
