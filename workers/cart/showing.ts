import type { CartRefusal } from "../../contracts/cart.ts";
import type { Reprice } from "../../domain/cart/command.ts";
import { hasLapsed, reprice } from "../../domain/cart/shown.ts";
import type { CartFailure, KeptCart } from "../../domain/cart/state.ts";
import type { CartView, QuoteView } from "../../domain/cart/types.ts";
import { cartView, quoteView } from "../../domain/cart/view.ts";
import { present } from "../../domain/kernel/assert.ts";
import type { QuoteId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { idsOf } from "../kernel/ids.ts";
import type { Env } from "./index.ts";
import { cartRefusal } from "./refusal.ts";
import { offeredNow, rulesNow, rulesOf, variantsNow } from "./shop.ts";
import type { Visit } from "./visit.ts";

/** As it was last shown. */
export async function asShown(env: Env, visit: Visit, kept: KeptCart): Promise<CartView> {
  return cartView(visit.cartId, visit.currency, kept, await rulesOf(env, kept.state));
}

/** At today's prices. What differs from what was shown last is noted first: the answer is what the shopper has seen. */
export async function shownNow(
  env: Env,
  visit: Visit,
  found: Result<KeptCart, CartFailure>,
): Promise<Result<CartView, CartRefusal>> {
  if (!found.ok) return err(cartRefusal(found.error));
  const noted = await repriced(env, visit, found.value, null);
  return noted.ok ? ok(await asShown(env, visit, noted.value)) : err(cartRefusal(noted.error));
}

/** Notes that this is what the shopper is shown, for a while. A repeat answers the first one's quote. */
export async function quoted(
  env: Env,
  visit: Visit,
  found: Result<KeptCart, CartFailure>,
): Promise<Result<QuoteView, CartRefusal>> {
  if (!found.ok) return err(cartRefusal(found.error));
  const quote = present(found.value.state.quote, "the quote just noted");
  const noted = found.value.repeated ? found : await repriced(env, visit, found.value, quote.quoteId);
  if (!noted.ok) return err(cartRefusal(noted.error));
  const { state } = noted.value;
  return ok(quoteView(quote, visit.currency, state, await rulesOf(env, state)));
}

export function newQuote(env: Env, visit: Visit, meta: Parameters<Visit["handle"]>[0]) {
  return visit.handle(meta, { type: "Quote", quoteId: idsOf(env).mint("quo") });
}

async function repriced(
  env: Env,
  visit: Visit,
  kept: KeptCart,
  quoteId: QuoteId | null,
): Promise<Result<KeptCart, CartFailure>> {
  const { state } = kept;
  if (state.status !== "open" || !state.opened) return ok(kept);
  const [rules, variants, offered] = await Promise.all([
    rulesNow(env),
    variantsNow(
      env,
      state.lines.map((line) => line.sku),
      visit.currency,
    ),
    state.destination === null ? null : offeredNow(env, state.destination, visit.currency),
  ]);
  const at = Date.now();
  const command: Reprice = {
    type: "Reprice",
    variants: [...variants.values()],
    offered,
    rulesVersion: rules.version,
    lapsed: hasLapsed(rules, state.shownAt, at),
    quoteId,
  };
  // Asked here first, by the very rule the object decides by: in the ordinary case a read writes nothing.
  return reprice(state, { ...command, at }).length > 0 ? visit.handle(null, command) : ok(kept);
}
