import type { ProviderOutcome, ProviderPayment } from "../../contracts/payments.ts";
import { unreachable } from "../../domain/kernel/assert.ts";
import { money } from "../../domain/kernel/money.ts";
import type { Outcome } from "../../domain/orders/commands.ts";
import type { Effect } from "../../domain/orders/next.ts";
import type { OrderTerms } from "../../domain/orders/types.ts";
import { CALLER, type SalePorts } from "./ports.ts";

export type PaymentEffect = Extract<Effect, { type: "authorise" | "find" | "read" | "void" | "capture" }>;

/** One question to the payment provider, and its answer as an outcome of the order. */
export async function payment(
  ports: SalePorts,
  terms: OrderTerms,
  effect: PaymentEffect,
  step: string,
): Promise<Outcome> {
  const { n, method, askedAt } = effect.attempt;
  const { orderId } = terms;
  const amount = money(terms.totalMinor, terms.currency);
  switch (effect.type) {
    case "authorise": {
      const answer = await ports.PAYMENTS.authorise(CALLER, { orderId, attempt: n, amount, method, key: effect.key });
      const nothing = answer.kind === "refused" && answer.payment === null;
      return nothing ? { type: "payment_refused", attempt: n, code: answer.code } : told(n, step, answer);
    }
    case "read":
      return told(n, step, await ports.PAYMENTS.read(CALLER, effect.ref));
    case "void":
      return final(told(n, step, await ports.PAYMENTS.void(CALLER, { ref: effect.ref, key: effect.key })), step);
    case "capture":
      return final(
        captured(n, step, await ports.PAYMENTS.capture(CALLER, { ref: effect.ref, amount, key: effect.key })),
        step,
      );
    case "find": {
      const found = await ports.PAYMENTS.find(CALLER, { orderId, attempt: n, since: askedAt });
      if (found.kind === "ok" && found.value === null) return { type: "payment_absent", attempt: n };
      return told(n, step, found as ProviderOutcome<ProviderPayment>);
    }
    default:
      return unreachable(effect);
  }
}

function told(attempt: number, step: string, answer: ProviderOutcome<ProviderPayment>): Outcome {
  if (answer.kind === "ok") return { type: "payment", attempt, report: answer.value };
  if (answer.kind === "unknown") return { type: "unsettled", step, cause: answer.cause };
  // Even a refusal comes with what the provider knows of the intent: a void of what was captured already, a declined card.
  if (answer.payment) return { type: "payment", attempt, report: answer.payment };
  return { type: "unsettled", step, cause: answer.code };
}

function captured(attempt: number, step: string, answer: ProviderOutcome<ProviderPayment>): Outcome {
  if (answer.kind !== "refused") return told(attempt, step, answer);
  const settled = answer.payment?.status === "captured" || answer.payment?.status === "voided";
  if (answer.payment && settled) return { type: "payment", attempt, report: answer.payment };
  return { type: "capture_refused", attempt, code: answer.code };
}

/** A capture or a void that left the payment neither captured nor closed is no news: it is tried again, but not at once. */
function final(outcome: Outcome, step: string): Outcome {
  if (outcome.type !== "payment" || ["captured", "voided"].includes(outcome.report.status)) return outcome;
  return { type: "unsettled", step, cause: `still ${outcome.report.status}` };
}
