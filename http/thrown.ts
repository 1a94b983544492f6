import { causeOf, logProblem } from "../domain/kernel/log.ts";
import type { EdgeRefusal } from "./refusal.ts";

/** Words of the runtime and of D1 for what passes: documented as errors to be tried again. */
const PASSING =
  /Network connection lost|is overloaded|caused object to be reset|and was reset|reset because its code was updated|transient issue/;

/** Was it the runtime (a reset, an overload, a lost connection, no answer in time), so that it may go well the next time? */
function isOutage(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const { retryable, overloaded } = cause as Error & { retryable?: boolean; overloaded?: boolean };
  return retryable === true || overloaded === true || cause.name === "TimedOut" || PASSING.test(cause.message);
}

/** What a client is told of something thrown: whether to come again, nothing more. The log line names the route, not the path. */
export function refusalOf(cause: unknown, request: { requestId: string; label: string }): EdgeRefusal {
  const refusal: EdgeRefusal = isOutage(cause) ? { code: "unavailable" } : { code: "internal" };
  logProblem("request failed", { ...request, code: refusal.code, cause: causeOf(cause) });
  return refusal;
}
