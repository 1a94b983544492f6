import type { ProviderOutcome } from "../../contracts/payments.ts";
import { logProblem } from "../../domain/kernel/log.ts";

/** Says in the log that the provider told nothing: orders go on asking by themselves, and staff see why they wait. `about`: our id or the provider's. */
export async function noted<T>(
  call: string,
  about: string,
  outcome: Promise<ProviderOutcome<T>>,
): Promise<ProviderOutcome<T>> {
  const told = await outcome;
  if (told.kind === "unknown") logProblem("provider told nothing", { call, about, cause: told.cause });
  return told;
}
