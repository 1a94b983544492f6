import type { Result } from "../domain/kernel/result.ts";
import type { RulesDraft } from "../domain/pricing/rules.ts";
import type { Rules } from "../domain/pricing/types.ts";
import type { Caller, CommonRefusal } from "./caller.ts";

/**
 * The rules that make a total. Rules travel, not carts: callers compute with `domain/pricing/price.ts`. They name
 * promotions still to come, so Workers ask for themselves (a `system` caller), never in a shopper's name.
 */
export interface PricingApi {
  /** The rules in force. An isolate may hold them for a second; nothing is decided from that copy. */
  rules(caller: Caller): Promise<Rules>;
  /** The version in force, from the database: what an order compares with. */
  rulesVersion(caller: Caller): Promise<number>;
  /** An earlier version, kept for two days at least after it was superseded; null when gone. */
  rulesAt(caller: Caller, version: number): Promise<Rules | null>;
  ready(caller: Caller): Promise<void>;
}

/** Write access: bound only by the gateway. Asks for `catalog:write`. */
export interface PricingAdminApi {
  /** Replaces the whole of it and begins a new version, unless nothing differs. Answers the version in force. */
  setRules(caller: Caller, rules: RulesDraft): Promise<Result<number, CommonRefusal>>;
}
