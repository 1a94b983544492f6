import { describe, expect, test } from "vitest";
import { REPORTED_TRIES, stuckReason } from "../../../domain/orders/retries.ts";
import { stepOf } from "../../../domain/orders/steps.ts";

type Asked = Parameters<typeof stuckReason>[0];
const order = (more: object): Asked => ({ attention: [], retries: {}, attempts: [], refunds: [], ...more }) as Asked;
const tried = (step: string, tries: number) => ({ retries: { [step]: { tries, at: 0, calledAt: 0 } } });

describe("an order gets on by itself", () => {
  test.each([
    ["that never had to try twice", {}],
    ["whose last tries may yet do", tried(stepOf.holds, REPORTED_TRIES - 1)],
    [
      "that waits for its shopper at the bank",
      { attempts: [{ n: 1, status: "waiting" }], ...tried(stepOf.payment(1), 50) },
    ],
    [
      "whose refund is on its way, for days",
      { refunds: [{ id: "ref_1", status: "pending" }], ...tried(stepOf.refund("ref_1"), 50) },
    ],
  ])("%s", (_, more) => expect(stuckReason(order(more))).toBeNull());
});

describe("an order does not get on", () => {
  test.each([
    ["that has tried a step again and again", tried(stepOf.holds, REPORTED_TRIES), "retries"],
    [
      "whose refund waits while its stock does not come back",
      {
        refunds: [{ id: "ref_1", status: "pending" }],
        retries: { [stepOf.refund("ref_1")]: { tries: 9 }, [stepOf.holds]: { tries: 9 } },
      },
      "retries",
    ],
    ["that staff must see to", { attention: ["capture_refused", "backordered"] }, "capture_refused"],
  ])("%s", (_, more, reason) => expect(stuckReason(order(more))).toBe(reason));
});
