import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAMILY_MS, type Family, type FamilyCommand, family, GRACE_MS } from "../../../domain/identity/session.ts";
import { fold } from "../../../domain/kernel/decider.ts";

/** What a command makes of a family, and the number of the token it answers with; null where it is refused. */
function given(state: Family | null, command: FamilyCommand): { state: Family | null; answered: number | null } {
  const decided = family.decide(state, command);
  if (!decided.ok) return { state, answered: null };
  const next = fold(family, decided.value, state);
  return { state: next, answered: next?.generation ?? null };
}

function present(state: Family | null, generation: number, at: number) {
  return given(state, { type: "Present", generation, at });
}

const opened = given(null, { type: "Open", at: 0 }).state;
/** Its second token is current, since 1,000. */
const rotated = present(opened, 1, 1_000).state;

describe("a family of refresh tokens", () => {
  test("spends each token for the next", () => {
    expect(opened).toEqual({ generation: 1, rotatedAt: 0, expiresAt: FAMILY_MS });
    expect(rotated).toEqual({ generation: 2, rotatedAt: 1_000, expiresAt: FAMILY_MS });
  });

  test("answers a lost answer again, with the same token, for half a minute", () => {
    expect(present(rotated, 1, 1_000 + GRACE_MS)).toEqual({ state: rotated, answered: 2 });
  });

  test("ends when a spent token comes later than that", () => {
    expect(present(rotated, 1, 1_001 + GRACE_MS)).toEqual({ state: null, answered: null });
  });

  test("ends when the token before comes after its replacement was used", () => {
    const third = present(rotated, 2, 1_001).state;
    expect(present(third, 1, 1_002)).toEqual({ state: null, answered: null });
  });

  test("is not touched by a token it never gave", () => {
    expect(present(rotated, 3, 1_001)).toEqual({ state: rotated, answered: null });
  });

  test("ends 60 days after the login, however often it was refreshed", () => {
    const late = present(opened, 1, FAMILY_MS - 1);
    expect(late.answered).toBe(2);
    expect(present(late.state, 2, FAMILY_MS).answered).toBeNull();
  });

  test("closed twice is closed once, and nothing opens it again", () => {
    const closed = given(rotated, { type: "Close", at: 2_000 }).state;
    expect(closed).toBeNull();
    expect(family.decide(closed, { type: "Close", at: 2_000 })).toEqual({ ok: true, value: [] });
    expect(present(closed, 2, 2_000).answered).toBeNull();
  });
});

const steps = fc.array(
  fc.record({ pause: fc.integer({ min: 0, max: 2 * GRACE_MS }), back: fc.integer({ min: -1, max: 4 }) }),
  { maxLength: 40 },
);

describe("whatever is presented, in whatever order", () => {
  test("only the current token, or for a moment the one before, is answered; and never with an older one", () => {
    fc.assert(
      fc.property(steps, (all) => {
        let [state, now] = [opened, 0];
        for (const { pause, back } of all) {
          now += pause;
          const before = state;
          const shown = Math.max((before?.generation ?? 1) - back, 1);
          const after = present(before, shown, now);
          if (after.answered !== null) {
            if (before === null) throw new Error("a family that is over answered");
            const isCurrent = shown === before.generation;
            const isRetry = shown === before.generation - 1 && now - before.rotatedAt <= GRACE_MS;
            expect(isCurrent || isRetry).toBe(true);
            expect(after.answered).toBe(shown + 1);
          }
          state = after.state;
        }
      }),
    );
  });

  test("a copied token ends the family as soon as both have used theirs after the grace", () => {
    const uses = fc.array(
      fc.record({
        by: fc.constantFrom("owner", "thief"),
        pause: fc.integer({ min: GRACE_MS + 1, max: 10 * GRACE_MS }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(uses, (all) => {
        const held = { owner: 1, thief: 1 };
        const used = new Set<string>();
        let [state, now] = [opened, 0];
        for (const { by, pause } of all) {
          now += pause;
          used.add(by);
          const after = present(state, held[by as keyof typeof held], now);
          if (after.answered !== null) held[by as keyof typeof held] = after.answered;
          state = after.state;
          if (used.size === 2) expect(state).toBeNull();
        }
      }),
    );
  });
});
