import type { Occasion } from "../../../domain/notifications/occasion.ts";
import type { Envelope } from "../../envelope.ts";
import { readRulesEvent } from "../../events/rules.ts";

/** The mail that a change of the price rules asks for; null for the version every shop begins with. */
export function rulesOccasion(envelope: Envelope): Occasion | null {
  const { version } = readRulesEvent(envelope).data;
  return version === 1 ? null : { template: "rules_changed", version, at: envelope.at };
}
