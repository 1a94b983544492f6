import { createHash, timingSafeEqual } from "node:crypto";
import type { Caller, Tokens } from "../contracts/caller.ts";
import type { IdentityApi } from "../contracts/identity.ts";
import type { Permission } from "../domain/identity/permissions.ts";
import { err, ok, type Result } from "../domain/kernel/result.ts";
import { asSystem } from "../domain/kernel/trace.ts";
import type { EdgeRefusal } from "./refusal.ts";

/**
 * Who may use a route. `public`: anyone, and tokens are not looked at. `guest`: anyone, as whom the tokens say. `customer`:
 * somebody with an account. A permission: staff whose role has it. `operator`: the bearer of METRICS_TOKEN. `provider`: whoever
 * signs, checked by the Worker that knows the secret. Whose thing it is, its owner decides.
 */
export type Access = "public" | "guest" | "customer" | "operator" | "provider" | Permission;

const BEARER = /^Bearer +([\w.~+/-]{1,4096}=*)$/i;
const TOKEN = /^[\x21-\x7e]{1,200}$/;
const NOBODY: Caller = { kind: "guest", tokens: {} };
const GATEWAY: Caller = asSystem("gateway");

type Identity = Pick<IdentityApi, "authenticate">;

/**
 * The caller of a request, if the route is open to them. Asks identity only where there is a token to ask about. `read`: the
 * answer may be seconds old.
 */
export async function admit(
  access: Access,
  headers: Headers,
  identity: Identity,
  read: boolean,
): Promise<Result<Caller, EdgeRefusal | { code: "forbidden" }>> {
  if (access === "public" || access === "operator" || access === "provider") return ok(NOBODY);
  const authorization = headers.get("authorization");
  const tokens = tokensOf(headers);
  if (authorization === null) {
    return access === "guest" ? ok({ kind: "guest", tokens }) : err({ code: "unauthenticated" });
  }
  // Two headers arrive as one with a comma, which no token has.
  const bearer = BEARER.exec(authorization)?.[1];
  if (bearer === undefined) return err({ code: "invalid_token" });
  const subject = await identity.authenticate(GATEWAY, bearer, read);
  if (!subject.ok) return subject;
  const { userId, role, permissions } = subject.value;
  if (role === "customer") {
    return access === "guest" || access === "customer"
      ? ok({ kind: "customer", userId, tokens })
      : err({ code: "forbidden" });
  }
  const allowed = access === "guest" || access === "customer" || permissions.includes(access);
  return allowed ? ok({ kind: "staff", userId, permissions, tokens }) : err({ code: "forbidden" });
}

function tokensOf(headers: Headers): Tokens {
  const cart = headers.get("kiosk-cart-token");
  const order = headers.get("kiosk-order-token");
  return {
    ...(cart !== null && TOKEN.test(cart) ? { cart } : {}),
    ...(order !== null && TOKEN.test(order) ? { order } : {}),
  };
}

/** Is this the bearer of the secret? In the same time for every guess. */
export function isBearerOf(secret: string, headers: Headers): boolean {
  const given = BEARER.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  return secret !== "" && timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** For limits per address only. On a laptop there is no edge that tells it. */
export function ipOf(headers: Headers): string {
  return (headers.get("cf-connecting-ip") ?? "local").slice(0, 64);
}
