import type { HoldLine, HoldOutcome, Shortage } from "../../contracts/inventory.ts";
import type { UndatedStockCommand } from "../../domain/inventory/types.ts";
import { assert } from "../../domain/kernel/assert.ts";
import type { OrderId, Sku } from "../../domain/kernel/ids.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { err, ok } from "../../domain/kernel/result.ts";
import { traceNow } from "../../domain/kernel/trace.ts";
import type { StockAnswer } from "../../durable-objects/stock.ts";
import { type Stocks, stockOf } from "./stocks.ts";

/** Lines of one order, as many as a cart may have. */
const LINES_MAX = 500;

type Owed = { backordered: { sku: Sku; quantity: number }[] };

type Answer =
  | { kind: "held"; sku: Sku; backordered: number; taken: boolean }
  | { kind: "short"; shortage: Shortage }
  /** No answer: it may be held. */
  | { kind: "unknown"; sku: Sku; cause: unknown };

/**
 * All or nothing: when one SKU is short, nothing is held when this answers. When one gives no answer, what this call took is
 * let go; what stood before it stands, because the order may be alive and only want to hold longer. Nothing is barred:
 * the order asks again under the same id, and a hold that still arrives late is the one it wants, or lapses.
 */
export async function holdAll(
  stocks: Stocks,
  orderId: OrderId,
  lines: HoldLine[],
  until: number,
): Promise<HoldOutcome> {
  // Each is asked, also after a refusal: the shopper hears at once of everything that is short.
  const answers = await inParallel(summed(lines), (line) => holdOne(stocks, orderId, line, until));
  const failed = answers.find((answer) => answer.kind === "unknown");
  const lacking = answers.flatMap((answer) => (answer.kind === "short" ? [answer.shortage] : []));
  if (failed || lacking.length > 0) {
    await letGo(stocks, orderId, failed ? takenOf(answers) : answers.filter((answer) => answer.kind === "held"));
  }
  if (failed) throw failed.cause;
  if (lacking.length > 0) return err({ code: "out_of_stock", lines: lacking });
  return ok({ backordered: owed(answers.filter((answer) => answer.kind === "held")) });
}

async function holdOne(stocks: Stocks, orderId: OrderId, line: HoldLine, until: number): Promise<Answer> {
  const { sku, quantity, backorder } = line;
  try {
    const command = { type: "Hold", orderId, quantity, backorder, until } as const;
    const held = await stockOf(stocks, sku).handle(sku, command, null, traceNow());
    if (held.ok) return { kind: "held", sku, backordered: held.value.backordered, taken: held.value.taken };
    if (held.error.code === "out_of_stock") {
      return { kind: "short", shortage: { sku, requested: quantity, available: held.error.available } };
    }
    // Its release came first. Whatever is on the shelf, there is none for this order.
    if (held.error.code === "released") return { kind: "short", shortage: { sku, requested: quantity, available: 0 } };
    throw new Error(`hold of ${sku}: ${held.error.code}`);
  } catch (cause) {
    return { kind: "unknown", sku, cause };
  }
}

/** What this call took, and with it what gave no answer: where one hold is new, they all are. */
function takenOf(answers: Answer[]): Answer[] {
  const isNew = answers.some((answer) => answer.kind === "held" && answer.taken);
  return answers.filter((answer) => (answer.kind === "held" ? answer.taken : answer.kind === "unknown" && isNew));
}

/** What cannot be let go lapses: that is not the answer, the refusal or the first fault is. */
async function letGo(stocks: Stocks, orderId: OrderId, answers: Answer[]): Promise<void> {
  await inParallel(answers, async (answer) => {
    if (answer.kind === "short") return;
    try {
      await certainly(stocks, answer.sku, { type: "LetGo", orderId });
    } catch (cause) {
      logProblem("a hold that must lapse by itself", { orderId, sku: answer.sku, cause: causeOf(cause) });
    }
  });
}

/** Frees what the order holds of each SKU and bars it from holding again. */
export async function releaseAll(stocks: Stocks, orderId: OrderId, skus: Sku[]): Promise<void> {
  assert(skus.length <= LINES_MAX, `at most ${LINES_MAX} lines`);
  await inParallel([...new Set(skus)], (sku) => certainly(stocks, sku, { type: "Release", orderId }));
}

/** Sells what is held; answers what is owed, because it could not be had any more. */
export async function commitAll(stocks: Stocks, orderId: OrderId, lines: HoldLine[]): Promise<Owed> {
  const answers = await inParallel(summed(lines), async ({ sku, quantity }) => {
    const { backordered } = await certainly(stocks, sku, { type: "Commit", orderId, quantity });
    return { sku, backordered };
  });
  return { backordered: owed(answers) };
}

/** Puts goods back, SKUs side by side, once per `restockId`. */
export async function restockAll(
  stocks: Stocks,
  of: { orderId: OrderId; restockId: string },
  lines: { sku: Sku; quantity: number }[],
): Promise<void> {
  const whole = summed(lines.map((line) => ({ ...line, backorder: false })));
  await inParallel(whole, ({ sku, quantity }) => certainly(stocks, sku, { type: "Restock", ...of, quantity }));
}

/** A command that stock never refuses. */
async function certainly(stocks: Stocks, sku: Sku, command: UndatedStockCommand): Promise<StockAnswer> {
  const answer = await stockOf(stocks, sku).handle(sku, command, null, traceNow());
  assert(answer.ok, `a ${command.type} is never refused`);
  return answer.value;
}

/** One line for each SKU: two that are checked one by one against the same shelf would sell it twice. */
function summed(lines: HoldLine[]): HoldLine[] {
  assert(lines.length <= LINES_MAX, `at most ${LINES_MAX} lines`);
  return [...Map.groupBy(lines, (line) => line.sku)].map(([sku, same]) => {
    const quantity = same.reduce((sum, line) => sum + line.quantity, 0);
    assert(
      same.every((line) => Number.isSafeInteger(line.quantity) && line.quantity > 0),
      "whole quantities",
    );
    return { sku, quantity, backorder: same.every((line) => line.backorder) };
  });
}

function owed(answers: { sku: Sku; backordered: number }[]): Owed["backordered"] {
  return answers.filter((each) => each.backordered > 0).map(({ sku, backordered }) => ({ sku, quantity: backordered }));
}
