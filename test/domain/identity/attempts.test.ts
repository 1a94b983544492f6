import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Attempts, takeAttempt } from "../../../domain/identity/attempts.ts";
import { networkOf } from "../../../domain/identity/network.ts";

const limit = { max: 3, windowMs: 1_000 };

describe("attempts", () => {
  test("beyond the limit wait for the end of the window", () => {
    let known: Attempts | null = null;
    for (const at of [0, 100, 200]) {
      const taken = takeAttempt(known, limit, at);
      if (!taken.ok) throw new Error("refused too early");
      known = taken.value;
    }
    expect(takeAttempt(known, limit, 999)).toEqual({
      ok: false,
      error: { code: "too_many_attempts", retryAfterSeconds: 1 },
    });
    expect(takeAttempt(known, limit, 1_000)).toEqual({ ok: true, value: { count: 1, until: 2_000 } });
  });

  test("whenever they come, no window lets more through, and none shuts anybody out for longer than itself", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (pauses) => {
        let now = 0;
        let known: Attempts | null = null;
        let through: number[] = [];
        for (const pause of pauses) {
          now += pause;
          const taken = takeAttempt(known, limit, now);
          if (!taken.ok) {
            expect(taken.error.retryAfterSeconds).toBeGreaterThan(0);
            expect(taken.error.retryAfterSeconds * 1_000).toBeLessThanOrEqual(limit.windowMs);
            continue;
          }
          through = known?.until === taken.value.until ? [...through, now] : [now];
          expect(through.length).toBeLessThanOrEqual(limit.max);
          known = taken.value;
        }
      }),
    );
  });
});

describe("the network an attempt is counted by", () => {
  test.each([
    ["203.0.113.9", "203.0.113.9"],
    ["local", "local"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:1:2::6", "2001:db8:1:2::/64"],
    ["2001:db8::6", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::ffff:203.0.113.9", "::ffff:203.0.113.9"],
  ])("of %s is %s", (ip, network) => expect(networkOf(ip)).toBe(network));
});
