import { unreachable } from "../../../domain/kernel/assert.ts";
import type { Occasion } from "../../../domain/notifications/occasion.ts";
import type { Envelope } from "../../envelope.ts";
import { readUserEvent } from "../../events/user.ts";

/** The mail that an account's event asks for. */
export function userOccasion(envelope: Envelope): Occasion {
  const event = readUserEvent(envelope);
  const { userId } = event.data;
  switch (event.type) {
    case "UserRegistered":
      return { template: "welcome", userId };
    case "RegistrationRepeated":
      return { template: "email_taken", userId };
    default:
      return unreachable(event);
  }
}
