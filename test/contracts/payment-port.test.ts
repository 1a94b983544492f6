import { afterAll, beforeAll, describe } from "vitest";
import { Ids } from "../../workers/kernel/ids.ts";
import { StripePayments } from "../../workers/payments/adapters/stripe.ts";
import { newClient } from "../../workers/payments/adapters/stripe-client.ts";
import { API_KEY, TestStripe } from "../dev/stripe/stand-in.ts";
import { FakeProvider } from "../simulation/world/provider.ts";
import { keepsThePaymentContract, type PaymentPort } from "./payment-port.ts";

const ids = new Ids("55".repeat(16));
const newOrder = () => ids.mint("ord");

describe("the simulation's provider", () => {
  const provider = new FakeProvider(() => Date.now());
  keepsThePaymentContract(() => ({
    port: provider,
    newOrder,
    authenticate: async (ref, passed) => provider.authenticate(ref, passed),
  }));
});

describe("the provider's own SDK, over the wire", () => {
  let stripe: TestStripe;
  let payments: StripePayments;
  beforeAll(async () => {
    stripe = await TestStripe.start();
    payments = new StripePayments(newClient({ STRIPE_SECRET_KEY: API_KEY, STRIPE_API_BASE: stripe.url }, 5_000));
  });
  afterAll(() => stripe.end());

  const authenticate = async (ref: string, passed: boolean) => {
    await stripe.control(`payment_intents/${ref}/authenticate`, { outcome: passed ? "success" : "fail" });
  };
  const port: PaymentPort = {
    authorise: (_caller, request) => payments.authorise(request),
    read: (_caller, ref) => payments.read(ref),
    find: (_caller, request) => payments.find(request),
    capture: (_caller, request) => payments.capture(request),
    void: (_caller, request) => payments.void(request),
    refund: (_caller, request) => payments.refund(request),
    refunds: (_caller, ref) => payments.refunds(ref),
  };
  keepsThePaymentContract(() => ({ port, newOrder, authenticate }));
});
