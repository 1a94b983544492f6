import type { FieldError } from "../contracts/caller.ts";
import { REFUSALS, type Refusal, type RefusalCode } from "./refusal.ts";

const RETRY_SECONDS = 1;
/** Answers stay small, however much is wrong. */
const ERRORS_MAX = 20;

/** Refusals that say when to come again. */
export const RETRIED: ReadonlySet<RefusalCode> = new Set([
  "in_progress",
  "unavailable",
  "not_ready",
  "list_behind",
  "too_many_attempts",
]);

/** RFC 9457 problem details. `code` is stable; the rest of the refusal's own fields stand beside it. */
type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  requestId: string;
  errors?: FieldError[];
  [detail: string]: unknown;
};

/** A refusal as clients see it. Nothing the client sent is repeated. */
export function problemOf(refusal: Refusal, requestId: string): Problem {
  const [status, title] = REFUSALS[refusal.code];
  const code = publicCode(refusal);
  return { ...detailOf(refusal), type: `urn:kiosk:problem:${code}`, title, status, code, requestId };
}

/** Headers that belong to the refusal: when to come again, how to prove oneself, what else the path knows. */
export function headersOf(refusal: Refusal): Record<string, string> {
  switch (refusal.code) {
    case "too_many_attempts":
      return { "retry-after": String(refusal.retryAfterSeconds) };
    case "invalid_token":
      return { "www-authenticate": 'Bearer realm="kiosk", error="invalid_token"' };
    case "unauthenticated":
    case "invalid_credentials":
      return { "www-authenticate": 'Bearer realm="kiosk"' };
    case "method":
      return { allow: refusal.allow };
    default:
      return RETRIED.has(refusal.code) ? { "retry-after": String(RETRY_SECONDS) } : {};
  }
}

function publicCode(refusal: Refusal): string {
  if (refusal.code === "invalid") return refusal.errors[0]?.code ?? "invalid";
  // For the shopper both are one thing: here is the total as it is now.
  return refusal.code === "quote_expired" ? "quote_changed" : refusal.code;
}

function detailOf(refusal: Refusal): Record<string, unknown> {
  switch (refusal.code) {
    case "invalid":
    case "invalid_product":
      return { errors: refusal.errors.slice(0, ERRORS_MAX) };
    // The SKU is what the client sent: it knows it.
    case "unknown_sku":
      return {};
    case "quantity_range":
      return { max: refusal.max };
    case "method":
      return {};
    // `status` is the HTTP status here.
    case "status_conflict":
    case "order_not_cancellable":
      return { orderStatus: refusal.status };
    default: {
      const { code: _, ...detail } = refusal;
      return detail;
    }
  }
}
