import type { ProviderOutcome, ProviderPayment, WebhookReceipt } from "../../contracts/payments.ts";
import type { Ids } from "../kernel/ids.ts";
import type { ProviderEvent } from "./webhook.ts";

type Reader = { read: (ref: string) => Promise<ProviderOutcome<ProviderPayment>> };

/**
 * Which order an event is for. It only says where to look: the order reads its payment again and compares. A refund made by
 * us or by staff at the provider's own pages does not carry our order id, so its intent is asked.
 */
export async function factOf(event: ProviderEvent, ids: Ids, provider: Reader): Promise<WebhookReceipt["fact"]> {
  if (event.about === null) return null;
  const { ref } = event.about;
  const named = event.about.orderId ?? (event.type.startsWith("refund.") ? await orderOf(provider, ref) : null);
  const orderId = named === null ? null : ids.check("ord", named);
  return orderId === null ? null : { orderId, ref };
}

async function orderOf(provider: Reader, ref: string): Promise<string | null> {
  const read = await provider.read(ref);
  // Thrown, so that the webhook is not taken and comes again.
  if (read.kind === "unknown") throw new Error(`the intent of a refund could not be read: ${read.cause}`);
  return read.kind === "ok" ? read.value.orderId : null;
}
