import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { tryPort } from "../../scripts/start/port.ts";
import { ADDRESS, EMAIL, type Placed, shopperOf } from "./support/buying.ts";
import { type Client, clientOf } from "./support/client.ts";
import { providerControl } from "./support/provider.ts";
import { endAll, family, start, survivors } from "./support/start.ts";

const folder = mkdtempSync(join(tmpdir(), "kiosk-restart-"));
afterAll(() => {
  endAll();
  rmSync(folder, { recursive: true, force: true });
});

/** Long enough to be killed in. */
const ANSWER_DELAY_MS = 20_000;

test("fault 2: killed between authorisation and confirmation, the shop completes the order after the restart", async () => {
  const begin = () => tryPort(0).then((port) => start(["--state", folder, "--port", String(port)]));
  const first = await begin();
  const ask = clientOf(await first.ready);
  const stripe = providerControl(providerUrl(first.output()));
  const { sku } = await someVariant(ask);
  const key = randomUUID();
  const body = {
    items: [{ sku, quantity: 1 }],
    email: EMAIL,
    shippingAddress: ADDRESS,
    payment: { provider: "stripe", method: "pm_card_visa" },
  };

  await stripe.fault(
    "delay_after",
    { method: "POST", path: "/v1/payment_intents" },
    { times: 1, delayMs: ANSWER_DELAY_MS },
  );
  const lost = ask("POST", "/orders", { key, body }).catch(() => "no answer");
  await vi.waitFor(async () => expect(await stripe.all()).toMatchObject([{ status: "requires_capture" }]), {
    timeout: 10_000,
    interval: 50,
  });
  const pids = family(first.pid);
  for (const pid of pids) process.kill(pid, "SIGKILL");
  expect(await survivors(pids)).toEqual([]);
  expect(await lost).toBe("no answer");

  const second = await begin();
  const askAgain = clientOf(await second.ready);
  const books = providerControl(providerUrl(second.output()));
  // Nobody asks for the order: its own alarm takes it up where it was left.
  await vi.waitFor(async () => expect(await books.all()).toMatchObject([{ status: "succeeded" }]), {
    timeout: 30_000,
    interval: 200,
  });
  const again = await askAgain<Placed>("POST", "/orders", { key, body });
  expect(again).toMatchObject({ status: 201, body: { status: "confirmed" } });
  expect(await shopperOf(askAgain).orderNow(again.body)).toMatchObject({ status: "confirmed", paid: true });
  expect(await books.all()).toHaveLength(1);
  second.kill("SIGTERM");
  await second.ended;
}, 180_000);

function providerUrl(output: string): string {
  const found = /Stripe\s+(http:\S+)/.exec(output);
  if (!found?.[1]) throw new Error(`no provider in:\n${output}`);
  return found[1];
}

async function someVariant(ask: Client): Promise<{ sku: string }> {
  const { body: list } = await ask<{ items: { id: string }[] }>("GET", "/products?limit=20");
  for (const { id } of list.items) {
    const { body } = await ask<{ variants: { sku: string; availability: { status: string } }[] }>(
      "GET",
      `/products/${id}`,
    );
    const found = body.variants.find((variant) => variant.availability.status === "in_stock");
    if (found) return found;
  }
  throw new Error("nothing to buy");
}
