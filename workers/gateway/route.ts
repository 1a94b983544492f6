import type { Caller } from "../../contracts/caller.ts";
import { assert } from "../../domain/kernel/assert.ts";
import { type Currency, isCurrency } from "../../domain/kernel/currency.ts";
import { asSystem } from "../../domain/kernel/trace.ts";
import type { Params, Route, RouteSpec } from "../../http/route.ts";
import type { Env } from "./env.ts";

/** The gateway itself, where no person stands behind a call. */
export const GATEWAY: Caller = asSystem("gateway");

/** A row of the table, with the types of its own parts. */
export function defineRoute<P extends Params = Record<never, never>, Query = unknown, Body = unknown>(
  spec: RouteSpec<Env, P, Query, Body>,
): Route<Env> {
  return spec;
}

/** The currency asked for, or the shop's. */
export function currencyFor(env: Env, asked: Currency | undefined): Currency {
  if (asked !== undefined) return asked;
  assert(isCurrency(env.CURRENCY), "CURRENCY is an ISO 4217 code");
  return env.CURRENCY;
}
