import { createHmac } from "node:crypto";

const DELIVERY_TIMEOUT_MS = 10_000;

/** One try to tell the shop. True: taken. Anything else, whatever went wrong, is not taken. */
export async function deliver(url: string, secret: string, payload: string): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: payload,
      redirect: "manual",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signatureHeader(payload, secret, Math.floor(Date.now() / 1000)),
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      },
      signal: AbortSignal.timeout(DELIVERY_TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

/** `t` is the machine's real time even when the provider's clock was moved: it says when the message was sent. */
function signatureHeader(payload: string, secret: string, seconds: number): string {
  const signature = createHmac("sha256", secret).update(`${seconds}.${payload}`).digest("hex");
  return `t=${seconds},v1=${signature}`;
}
