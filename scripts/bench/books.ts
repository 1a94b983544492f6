import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "./client.ts";
import type { Bought } from "./journey.ts";

/** What follows the answer (capture, commit of the stock) has this long to be done. */
const SETTLE_MAX_MS = 30_000;
const POLL_MS = 200;

type Intent = { status: string; amount_received: number; metadata: Record<string, string> };

/** Every order that was counted is paid in the provider's books with its own total, and the shop says so too. Answers how many are not. */
export async function missingFromBooks(orders: readonly Bought[], client: Client, stripe: string): Promise<number> {
  const until = Date.now() + SETTLE_MAX_MS;
  let missing = orders;
  while (missing.length > 0 && Date.now() < until) {
    const paid = await capturedBy(stripe);
    const unpaid = missing.filter(({ id, totalMinor }) => paid.get(id) !== totalMinor);
    const open = await Promise.all(
      missing.filter((order) => !unpaid.includes(order)).map((order) => unsettled(order, client)),
    );
    missing = [...unpaid, ...open.flat()];
    if (missing.length > 0) await sleep(POLL_MS);
  }
  return missing.length;
}

async function capturedBy(stripe: string): Promise<Map<string, number>> {
  const response = await fetch(`${stripe}/_control/books`);
  const { payment_intents } = (await response.json()) as { payment_intents: Intent[] };
  const captured = payment_intents.filter(({ status }) => status === "succeeded");
  return new Map(captured.map(({ metadata, amount_received }) => [metadata.order_id ?? "", amount_received]));
}

async function unsettled(order: Bought, client: Client): Promise<Bought[]> {
  const { body } = await client.ask(`/api/v1/orders/${order.id}`, { headers: { "kiosk-order-token": order.token } });
  return body.paid === true && body.status !== "cancelled" ? [] : [order];
}
