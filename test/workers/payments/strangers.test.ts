import { createExecutionContext } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import { authorised, bindings, bytes, gateway, newOrderId, signed } from "./message.ts";
import { PaymentsService } from "./worker.ts";

/** Without a wire: a remote promise that throws is rejected twice. */
const service = new PaymentsService(createExecutionContext(), bindings);

describe("strangers", () => {
  const strangers: Caller[] = [
    { kind: "guest", tokens: {} },
    { kind: "system", name: "cart" },
  ];

  test.each(strangers)("$kind moves no money and brings no webhook", async (stranger) => {
    const orderId = newOrderId();
    const amount = { minor: 100, currency: "USD" } as const;
    const key = "k";
    const ref = "pi_1";
    const text = JSON.stringify(authorised(orderId));
    const receipt = { eventId: "evt_1", type: "charge.refunded", createdAt: 0, fact: null };
    const calls = [
      () => service.authorise(stranger, { orderId, attempt: 1, amount, method: "pm_card_visa", key }),
      () => service.read(stranger, ref),
      () => service.find(stranger, { orderId, attempt: 1, since: 0 }),
      () => service.capture(stranger, { ref, amount, key }),
      () => service.void(stranger, { ref, key }),
      () => service.refund(stranger, { ref, refundId: "ref_1", amount, key }),
      () => service.refunds(stranger, ref),
      () => service.receive(stranger, bytes(text), signed(text)),
      () => service.note(stranger, receipt, true),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow("only");
  });

  test("the front door moves no money, and orders brings no webhook", async () => {
    await expect(service.read(gateway, "pi_1")).rejects.toThrow("only orders");
    const receipt = { eventId: "evt_1", type: "charge.refunded", createdAt: 0, fact: null };
    await expect(service.note({ kind: "system", name: "orders" }, receipt, true)).rejects.toThrow(
      "only the front door",
    );
  });
});
