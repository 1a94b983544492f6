import { expect, test, vi } from "vitest";
import { noted } from "../../../workers/payments/noted.ts";

test("what the provider does not tell is said in one line; what it tells is not", async () => {
  const lines = vi.spyOn(console, "error").mockImplementation(() => {});
  const unknown = { kind: "unknown", cause: "StripeConnectionError" } as const;
  expect(await noted("capture", "pi_1", Promise.resolve(unknown))).toBe(unknown);
  await noted("capture", "pi_2", Promise.resolve({ kind: "ok", value: 1 }));
  await noted("capture", "pi_3", Promise.resolve({ kind: "refused", code: "card_declined", payment: null }));
  expect(lines.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
    {
      level: "error",
      message: "provider told nothing",
      call: "capture",
      about: "pi_1",
      cause: "StripeConnectionError",
    },
  ]);
});
