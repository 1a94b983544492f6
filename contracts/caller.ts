import type { Permission } from "../domain/identity/permissions.ts";
import type { UserId } from "../domain/kernel/ids.ts";
import type { Traced } from "../domain/kernel/trace.ts";

/** Tokens a request carries for guest carts and guest orders: the HMAC of an id, compared by the Worker that owns the thing. */
export type Tokens = { cart?: string; order?: string };

/**
 * Who asks. The first argument of every contract method; built only by the gateway's authentication, or `system` by a
 * Worker that acts for itself. The Worker that owns a thing compares, and answers `not_found` to a stranger. `traceparent`: which
 * trace it belongs to, with the span of whoever calls.
 */
export type Caller = Traced &
  (
    | { kind: "guest"; tokens: Tokens }
    | { kind: "customer"; userId: UserId; tokens: Tokens }
    | { kind: "staff"; userId: UserId; permissions: readonly Permission[]; tokens: Tokens }
    | { kind: "system"; name: SystemName }
  );

/** The Workers (and instruments) that act without a person behind them. */
export type SystemName =
  | "gateway"
  | "cart"
  | "orders"
  | "inventory"
  | "payments"
  | "shipping"
  | "catalog"
  | "search"
  | "identity"
  | "events"
  | "notifications"
  | "pricing"
  | "seed";

/** What every command carries beside its content. `commandId` is caller + method + path + Idempotency-Key, hashed. */
export type CommandMeta = {
  commandId: string;
  /** SHA-256 of the request's body: a repeat of `commandId` with another hash is `idempotency_mismatch`. */
  bodyHash: string;
  correlationId: string;
  traceparent?: string;
};

/** A page of a list. `nextCursor` is opaque; null at the end. */
export type Page<T> = { items: T[]; nextCursor: string | null };
export type PageRequest = { limit: number; cursor?: string };

/** Refusals any contract method may give. */
export type CommonRefusal =
  | { code: "not_found" }
  | { code: "forbidden" }
  | { code: "idempotency_mismatch" }
  | { code: "in_progress" }
  | { code: "parameter"; errors?: FieldError[] };

/** Where in the request something is wrong. `path` is dotted (`lines.0.quantity`), `code` stable. */
export type FieldError = { path: string; code: string };
