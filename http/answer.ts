import type { Result } from "../domain/kernel/result.ts";
import type { Refusal } from "./refusal.ts";

/** What a route says. Plain data: one place makes it a response, with the headers every answer has. */
export type Answer =
  | { kind: "refusal"; refusal: Refusal; headers?: Record<string, string> }
  | { kind: "json"; status: number; value: unknown; headers?: Record<string, string> }
  | { kind: "text"; status: number; text: string | null; headers?: Record<string, string> };

export function refuse(refusal: Refusal): Answer {
  return { kind: "refusal", refusal };
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return { kind: "json", status, value, headers };
}

export function text(status: number, body: string, headers: Record<string, string>): Answer {
  return { kind: "text", status, text: body, headers };
}

/** No body: 204 and the like. */
export function nothing(status: number, headers: Record<string, string> = {}): Answer {
  return { kind: "text", status, text: null, headers };
}

/** The value of a contract's answer, or the refusal's problem document. */
export function answer<T>(status: number, result: Result<T, Refusal>, headers?: (value: T) => Record<string, string>) {
  if (!result.ok) return refuse(result.error);
  return json(status, result.value, headers?.(result.value));
}

/** The same for what has a version: it is the answer's ETag, to be sent back in If-Match. */
export function versioned<T extends { version: number }>(status: number, result: Result<T, Refusal>): Answer {
  return answer(status, result, (value) => ({ etag: `"${value.version}"` }));
}

/** All of a list that has no second page. */
export function whole<T, E>(result: Result<T[], E>): Result<{ items: T[]; nextCursor: null }, E> {
  return result.ok ? { ok: true, value: { items: result.value, nextCursor: null } } : result;
}
