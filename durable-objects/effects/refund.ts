import { money } from "../../domain/kernel/money.ts";
import type { Outcome } from "../../domain/orders/commands.ts";
import type { Effect } from "../../domain/orders/next.ts";
import type { OrderTerms } from "../../domain/orders/types.ts";
import { CALLER, type SalePorts } from "./ports.ts";

export type RefundEffect = Extract<Effect, { type: "refund" | "find_refund" }>;

/** Money on its way back: asked for under its own key, or looked for among the intent's refunds when an answer was lost. */
export async function refund(
  ports: SalePorts,
  terms: OrderTerms,
  effect: RefundEffect,
  step: string,
): Promise<Outcome> {
  const { id: refundId, amountMinor } = effect.refund;
  if (effect.type === "find_refund") {
    const found = await ports.PAYMENTS.refunds(CALLER, effect.ref);
    if (found.kind !== "ok")
      return { type: "unsettled", step, cause: found.kind === "unknown" ? found.cause : found.code };
    const mine = found.value.find((each) => each.refundId === refundId);
    return mine
      ? { type: "refund", refundId, status: mine.status, ref: mine.ref }
      : { type: "refund_absent", refundId };
  }
  const amount = money(amountMinor, terms.currency);
  const answer = await ports.PAYMENTS.refund(CALLER, { ref: effect.ref, refundId, amount, key: effect.key });
  if (answer.kind === "ok") return { type: "refund", refundId, status: answer.value.status, ref: answer.value.ref };
  if (answer.kind === "refused") return { type: "refund", refundId, status: "failed", ref: null };
  return { type: "unsettled", step, cause: answer.cause };
}
