import { unreachable } from "../kernel/assert.ts";
import type { Decider } from "../kernel/decider.ts";
import { err, ok } from "../kernel/result.ts";

/** From the login on, however often it is refreshed (ASVS 10.4.8). */
export const FAMILY_MS = 60 * 24 * 60 * 60_000;
/** How long a lost answer may be asked for again. */
export const GRACE_MS = 30_000;
/** Sessions of one account at a time; the one that ends first makes room. */
export const FAMILIES_MAX = 20;

/** The refresh tokens of one session. They are numbered: the current one is `generation`, the one it replaced the one before. */
export type Family = { generation: number; rotatedAt: number; expiresAt: number };

/** `Present`: a token that we made, by its number. Times in epoch ms. */
export type FamilyCommand =
  | { type: "Open"; at: number }
  | { type: "Present"; generation: number; at: number }
  | { type: "Close"; at: number };

export type FamilyEvent =
  | { type: "Opened"; at: number; expiresAt: number }
  | { type: "Rotated"; at: number }
  | { type: "Revoked"; reason: "reused" | "closed" };

export type FamilyRefusal = { code: "invalid_token" };

function decide(family: Family | null, command: FamilyCommand) {
  switch (command.type) {
    case "Open":
      return ok<FamilyEvent[]>(
        family === null ? [{ type: "Opened", at: command.at, expiresAt: command.at + FAMILY_MS }] : [],
      );
    case "Present":
      return present(family, command.generation, command.at);
    case "Close":
      return ok<FamilyEvent[]>(family === null ? [] : [{ type: "Revoked", reason: "closed" }]);
    default:
      return unreachable(command);
  }
}

/**
 * The current token is spent for the next one. The one before it is answered with the current one again, for a moment: its
 * answer was lost, or two tabs refreshed at once. Whoever shows an older one has copied it, or was copied: nobody knows which,
 * so the family ends (RFC 9700, 4.14.2).
 */
function present(family: Family | null, generation: number, at: number) {
  if (family === null || at >= family.expiresAt || generation > family.generation) {
    return err<FamilyRefusal>({ code: "invalid_token" });
  }
  if (generation === family.generation) return ok<FamilyEvent[]>([{ type: "Rotated", at }]);
  // Were the current one used, there would be a later one, and this would be two back.
  const isRetry = generation === family.generation - 1 && at - family.rotatedAt <= GRACE_MS;
  return ok<FamilyEvent[]>(isRetry ? [] : [{ type: "Revoked", reason: "reused" }]);
}

function evolve(family: Family | null, event: FamilyEvent): Family | null {
  switch (event.type) {
    case "Opened":
      return { generation: 1, rotatedAt: event.at, expiresAt: event.expiresAt };
    case "Rotated":
      return family && { ...family, generation: family.generation + 1, rotatedAt: event.at };
    case "Revoked":
      return null;
    default:
      return unreachable(event);
  }
}

/** The life of a family; null before and after it. */
export const family: Decider<Family | null, FamilyCommand, FamilyEvent, FamilyRefusal> = {
  initial: null,
  decide,
  evolve,
};
