import { createHash, randomUUID } from "node:crypto";
import type { Caller, CommandMeta } from "../contracts/caller.ts";
import { err, ok, type Result } from "../domain/kernel/result.ts";
import type { EdgeRefusal } from "./refusal.ts";

/** Does a route need an Idempotency-Key, take one, or have no use for it? */
export type Idempotency = "required" | "optional" | "none";

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The client's Idempotency-Key; null where it gave none. */
export function idempotencyKeyOf(headers: Headers, rule: Idempotency): Result<string | null, EdgeRefusal> {
  if (rule === "none") return ok(null);
  const key = headers.get("idempotency-key");
  if (key === null || key === "") return rule === "required" ? err({ code: "idempotency_key_required" }) : ok(null);
  return KEY.test(key) ? ok(key) : err({ code: "idempotency_key_invalid" });
}

export type CommandSource = {
  caller: Caller;
  method: string;
  path: string;
  key: string | null;
  bytes: Uint8Array;
  requestId: string;
  traceparent: string;
};

/** What makes a repeat a repeat: who, method, path and key. A request without a key is repeated by nobody. */
export function commandMeta(source: CommandSource): CommandMeta {
  const { caller, method, path, key, bytes, requestId, traceparent } = source;
  const commandId = key === null ? randomUUID() : sha256(JSON.stringify([...scopeOf(caller), method, path, key]));
  return { commandId, bodyHash: sha256(bytes), correlationId: requestId, traceparent };
}

function scopeOf(caller: Caller): [kind: string, identity: string] {
  switch (caller.kind) {
    case "guest":
      return ["guest", caller.tokens.cart ?? caller.tokens.order ?? ""];
    case "customer":
    case "staff":
      return ["user", caller.userId];
    case "system":
      return ["system", caller.name];
  }
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("base64url");
}

/** The version of If-Match; undefined where none is asked for, null where it can match nothing of ours. */
export function ifVersionOf(headers: Headers): number | undefined | null {
  const header = headers.get("if-match");
  if (header === null || header.trim() === "*") return undefined;
  const version = /^"(\d{1,15})"$/.exec(header.trim())?.[1];
  return version === undefined ? null : Number(version);
}
