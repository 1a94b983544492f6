import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import { type Answered, type Asked, isPromise } from "../read/journal.ts";
import { list, text } from "../read/rows.ts";

const MISMATCH = 422;
const NOT_FOUND = 404;

/** I10: the same key and body has the same answer and one effect, however often it is sent; another body has none. */
export function checkRepeats({ asked, stocks }: Books, findings: Findings): void {
  for (const request of asked) {
    const subject = `request ${request.n} (${request.kind})`;
    if (request.kind === "other body") {
      for (const { status } of request.answers) {
        if (status !== MISMATCH) findings.add("I10", subject, `another body under a used key was answered ${status}`);
      }
    } else for (const why of differences(request)) findings.add("I10", subject, why);
  }
  for (const [sku, { adjustments }] of stocks) {
    for (const [reason, same] of Map.groupBy(adjustments, (change) => change.reason)) {
      if (reason.startsWith("crash ") && same.length > 1)
        findings.add("I10", sku, `"${reason}" was done ${same.length} times`);
    }
  }
}

/** Once a request has had an effect, every later answer to it tells of that same effect. */
function differences({ answers, kind }: Asked): string[] {
  if (kind === "adjust") return undone(answers);
  const first = answers.findIndex(hasEffect);
  const settled = answers[first];
  if (settled === undefined) return [];
  return answers.slice(first + 1).flatMap((again) => {
    const [before, after] = [effectOf(settled), effectOf(again)];
    return before === after ? [] : [`was answered ${before} and then ${after}`];
  });
}

/** Of many changes each stands for itself: one that was done stays done; one that was refused changed nothing, and may be done later. */
function undone(answers: readonly Answered[]): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  for (const { body } of answers) {
    for (const result of Array.isArray(body.results) ? list(body, "results") : []) {
      const sku = text(result, "sku");
      if (result.code === undefined) done.add(sku);
      else if (done.has(sku)) found.push(`${sku} was done, and then ${String(result.code)}`);
    }
  }
  return found;
}

const hasEffect = (answer: Answered) => isPromise(answer) || answer.body.code === "payment_declined";

/** What an answer says that no later one may say otherwise; how far a thing has come since is left out. */
function effectOf({ status, body }: Answered): string {
  const outcome = status < 300 ? "done" : String(status);
  return JSON.stringify([
    outcome,
    body.id ?? body.orderId ?? null,
    body.token ?? null,
    body.totals ?? body.amount ?? null,
  ]);
}

/** I12: who is not an order's shopper is told that there is none. */
export function checkStrangers({ asked }: Books, findings: Findings): void {
  for (const { kind, path, answers } of asked) {
    if (kind !== "stranger") continue;
    for (const { status } of answers) {
      if (status !== NOT_FOUND) findings.add("I12", path, `was answered ${status} to a stranger`);
    }
  }
}
