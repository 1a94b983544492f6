import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { authorisation, DAY, SECRET, TestStripe } from "./stand-in.ts";

type Heard = { body: string; signature: string };

/** A shop's endpoint: hears, and answers as it is told. */
class Endpoint {
  readonly heard: Heard[] = [];
  status = 200;
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      this.heard.push({
        body: Buffer.concat(chunks).toString(),
        signature: String(request.headers["stripe-signature"]),
      });
      response.writeHead(this.status).end();
    });
  }

  listen(): Promise<string> {
    return new Promise((resolve) => {
      this.#server.listen(0, "127.0.0.1", () => {
        resolve(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  get types(): string[] {
    return this.heard.map(({ body }) => (JSON.parse(body) as Stripe.Event).type);
  }
}

let endpoint: Endpoint;
let stripe: TestStripe;
beforeEach(async () => {
  endpoint = new Endpoint();
  stripe = await TestStripe.start(await endpoint.listen());
});
afterEach(async () => {
  await stripe.end();
  await endpoint.close();
});

const mode = (name: string, more = {}) => stripe.control("webhooks", { mode: name, ...more });
const pay = (method?: string) => stripe.sdk.paymentIntents.create(authorisation(method));
const heard = (types: string[]) => vi.waitFor(() => expect(endpoint.types).toEqual(types), 4_000);

const SALE = ["payment_intent.created", "payment_intent.amount_capturable_updated"];

describe("a webhook", () => {
  test("is signed so that the SDK accepts it, and nothing that was changed", async () => {
    const intent = await pay();
    await heard(SALE);
    const { body, signature } = endpoint.heard[1] ?? { body: "", signature: "" };
    const event = stripe.sdk.webhooks.constructEvent(body, signature, SECRET);
    expect(event).toMatchObject({
      type: "payment_intent.amount_capturable_updated",
      livemode: false,
      data: { object: { id: intent.id, status: "requires_capture", metadata: { order_id: "ord_1" } } },
    });
    expect(() => stripe.sdk.webhooks.constructEvent(`${body} `, signature, SECRET)).toThrow();
    expect(() => stripe.sdk.webhooks.constructEvent(body, signature, "whsec_other")).toThrow();
  });

  test("is still fresh for the shop when the provider's clock was moved", async () => {
    await stripe.advance(30 * DAY);
    await pay();
    await heard(SALE);
    for (const { body, signature } of endpoint.heard) {
      stripe.sdk.webhooks.constructEvent(body, signature, SECRET);
      expect(Number(/t=(\d+)/.exec(signature)?.[1])).toBeLessThan(Date.now() / 1000 + 1);
    }
  });

  test("tells of each turn a payment takes", async () => {
    const { id } = await pay();
    await stripe.sdk.paymentIntents.capture(id);
    await stripe.sdk.refunds.create({ payment_intent: id });
    await heard([...SALE, "payment_intent.succeeded", "refund.created", "charge.refunded"]);
  });

  test("completes a 3-D Secure payment with nobody asking", async () => {
    const waiting = await pay("pm_card_authenticationRequired");
    await stripe.control(`payment_intents/${waiting.id}/authenticate`, { outcome: "success" });
    await heard(["payment_intent.created", "payment_intent.requires_action", SALE[1] ?? ""]);
  });

  test("that was not taken comes again", async () => {
    endpoint.status = 500;
    await pay();
    await heard(SALE);
    expect(await stripe.control("webhooks")).toMatchObject({ undelivered: 2 });
    endpoint.status = 200;
    await heard([...SALE, ...SALE]);
    await vi.waitFor(async () => expect(await stripe.control("webhooks")).toMatchObject({ undelivered: 0 }));
  });

  test("can be pushed along, and sent once more", async () => {
    await mode("late", { lateMs: 60_000 });
    await pay();
    expect(endpoint.heard).toEqual([]);
    expect(await stripe.control("webhooks/flush", {})).toEqual({ delivered: 2, left: 0 });
    await heard(SALE);
    const { id } = JSON.parse(endpoint.heard[0]?.body ?? "{}") as Stripe.Event;
    await stripe.control(`events/${id}/resend`, {});
    await heard([...SALE, SALE[0] ?? ""]);
  });
});

describe("webhooks may come", () => {
  test("twice", async () => {
    await mode("duplicate");
    await pay();
    await vi.waitFor(() => expect(endpoint.heard).toHaveLength(4));
    expect(new Set(endpoint.heard.map(({ body }) => (JSON.parse(body) as Stripe.Event).id)).size).toBe(2);
  });

  test("late", async () => {
    await mode("late", { lateMs: 400 });
    await pay();
    expect(endpoint.heard).toEqual([]);
    await vi.waitFor(() => expect(endpoint.heard).toHaveLength(2), 2_000);
  });

  test("in another order than it happened", async () => {
    await mode("reorder");
    await pay();
    await heard([...SALE].reverse());
  });

  test("before the answer to the request that caused them", async () => {
    await mode("before_answer");
    const answer = pay().then(() => endpoint.heard.length);
    expect(await answer).toBe(2);
  });

  test("never", async () => {
    await mode("drop");
    await pay();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(endpoint.heard).toEqual([]);
    expect(await stripe.control("webhooks")).toMatchObject({ undelivered: 0 });
    const kept = await stripe.sdk.events.list({ type: "payment_intent.created" });
    expect(kept.data).toHaveLength(1);
  });
});
