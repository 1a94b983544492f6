import { env } from "cloudflare:workers";
import { createHmac } from "node:crypto";
import type { Caller } from "../../../contracts/caller.ts";
import webhookTable from "../../../d1/migrations/payments/0001_webhook_events.sql?raw";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import { idsOf } from "../../../workers/kernel/ids.ts";
import { migrate } from "../../support/migrate.ts";
import type { Bindings } from "./worker.ts";

export const bindings = env as unknown as Bindings;
export const SECRET = "whsec_new";
export const OLD_SECRET = "whsec_old";
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

export function newOrderId(): OrderId {
  return idsOf(bindings).mint("ord");
}

let events = 0;

/** An event as the provider says it. */
export function event(type: string, object: Record<string, unknown>, more: Record<string, unknown> = {}) {
  events += 1;
  const id = `evt_${events}_${crypto.randomUUID()}`;
  return { id, object: "event", type, created: nowSeconds(), livemode: false, data: { object }, ...more };
}

/** An authorisation of an order, told by webhook. */
export function authorised(orderId: string, more: Record<string, unknown> = {}) {
  const intent = { id: "pi_1", object: "payment_intent", metadata: { order_id: orderId, attempt: "1" } };
  return event("payment_intent.amount_capturable_updated", intent, more);
}

export function mac(text: string, seconds: number, secret: string): string {
  return createHmac("sha256", secret).update(`${seconds}.${text}`).digest("hex");
}

export function signed(text: string, seconds = nowSeconds(), secret = SECRET): string {
  return `t=${seconds},v1=${mac(text, seconds, secret)}`;
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const gateway: Caller = { kind: "system", name: "gateway" };

/** A message as it comes in at the front door. */
export const receive = (text: string, signature: string) => bindings.PAYMENTS.receive(gateway, bytes(text), signature);

let done: Promise<void> | null = null;

/** The table, once for all files: they share a database. */
export function migrated(): Promise<void> {
  done ??= migrate(bindings.DB, webhookTable);
  return done;
}

/** How many events are kept. */
export async function rows(): Promise<number> {
  const counted = await bindings.DB.prepare("SELECT count(*) AS n FROM webhook_events").first<{ n: number }>();
  return counted?.n ?? 0;
}
