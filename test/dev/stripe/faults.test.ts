import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { authorisation, errorOf, sdkAt, TestStripe } from "./stand-in.ts";

const PATH = "/v1/payment_intents";

let stripe: TestStripe;
beforeEach(async () => {
  stripe = await TestStripe.start();
});
afterEach(() => stripe.end());

/** One try under a key, by a client that does not wait long. */
const pay = (key: string) =>
  sdkAt(stripe.url, { timeout: 250 }).paymentIntents.create(authorisation(), { idempotencyKey: key });
const intents = async () => (await stripe.books()).payment_intents;

// The SDK itself asks once more, with the same key, when a connection breaks: two must break for it to notice.
describe.each([
  ["timeout", 1],
  ["connection_reset", 2],
])("%s", (kind, times) => {
  test("fault 14: before the effect: nothing happened, and the key is free", async () => {
    await stripe.fault(`${kind}_before`, { match: { method: "POST", path: PATH }, times });
    expect(await errorOf(pay("k"))).toMatchObject({ type: "StripeConnectionError" });
    expect(await intents()).toEqual([]);
    const made = await pay("k");
    expect((await intents()).map(({ id }) => id)).toEqual([made.id]);
  });

  test("after the effect: it happened, and the same key finds out", async () => {
    await stripe.fault(`${kind}_after`, { times });
    expect(await errorOf(pay("k"))).toMatchObject({ type: "StripeConnectionError" });
    const [made] = await intents();
    expect(made?.status).toBe("requires_capture");
    expect((await pay("k")).id).toBe(made?.id);
    expect(await intents()).toHaveLength(1);
  });
});

describe("a 500", () => {
  test("is kept under its key for ever, though nothing happened", async () => {
    await stripe.fault("error_500");
    for (let n = 0; n < 3; n++) expect(await errorOf(pay("k"))).toMatchObject({ statusCode: 500 });
    expect(await intents()).toEqual([]);
    expect((await pay("another")).status).toBe("requires_capture");
  });

  test("is kept under its key for ever, though it did happen", async () => {
    await stripe.fault("error_500_after");
    expect(await errorOf(pay("k"))).toMatchObject({ statusCode: 500 });
    const replayed = await errorOf(pay("k"));
    expect(replayed).toMatchObject({ statusCode: 500 });
    expect(replayed.headers?.["idempotent-replayed"]).toBe("true");
    expect(await intents()).toHaveLength(1);
  });
});

test("a 429 is not kept", async () => {
  await stripe.fault("rate_limit_429");
  expect(await errorOf(pay("k"))).toMatchObject({ type: "StripeRateLimitError", statusCode: 429 });
  expect((await pay("k")).status).toBe("requires_capture");
});

test("a fault strikes what it names, as often as it is told, and can be called off", async () => {
  await stripe.fault("rate_limit_429", { match: { path: `${PATH}/*/capture` }, times: 2 });
  const { id } = await pay("k");
  await errorOf(stripe.sdk.paymentIntents.capture(id));
  expect(await stripe.control("faults")).toMatchObject({ faults: [{ times: 1 }] });
  await stripe.control("faults", undefined, "DELETE");
  expect((await stripe.sdk.paymentIntents.capture(id)).status).toBe("succeeded");
});

test("reading can go wrong too", async () => {
  const { id } = await pay("k");
  await stripe.fault("error_500", { match: { method: "GET", path: `${PATH}/${id}` } });
  expect(await errorOf(stripe.sdk.paymentIntents.retrieve(id))).toMatchObject({ statusCode: 500 });
  expect((await stripe.sdk.paymentIntents.retrieve(id)).id).toBe(id);
});
