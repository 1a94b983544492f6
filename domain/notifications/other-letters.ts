import { unreachable } from "../kernel/assert.ts";
import type { Block, Letter, Sender } from "./letter.ts";
import type { ShopOccasion, UserOccasion } from "./occasion.ts";
import type { Words } from "./words.ts";

/**
 * To an account's owner. Nothing that was written at the registration stands in it, not even a name: whoever registers
 * somebody else's address must not be able to write to them in the shop's name.
 */
export function userLetter({ template }: UserOccasion, words: Words, sender: Sender): Letter {
  const visit: Block = { kind: "action", label: words.visit, url: sender.url };
  switch (template) {
    case "welcome": {
      const { subject, heading, next, notYou } = words.welcome;
      const blocks = [paragraph(next), visit, paragraph(notYou)];
      return { subject: subject(sender.name), heading: heading(sender.name), blocks };
    }
    case "email_taken": {
      const { subject, heading, what, you, notYou } = words.emailTaken;
      return {
        subject: subject(sender.name),
        heading,
        blocks: [paragraph(what), paragraph(you), visit, paragraph(notYou)],
      };
    }
    default:
      return unreachable(template);
  }
}

/** To those who run the shop. */
export function shopLetter(occasion: ShopOccasion, words: Words): Letter {
  switch (occasion.template) {
    case "rules_changed": {
      const { subject, heading, what, check } = words.rulesChanged;
      const { version, at } = occasion;
      return {
        subject: subject(version),
        heading,
        blocks: [paragraph(what(version, words.day(at))), paragraph(check)],
      };
    }
    case "order_attention": {
      const { subject, heading, what, reasons, reason } = words.attention;
      const { number, orderId } = occasion;
      const facts: Block = {
        kind: "facts",
        rows: [
          { label: words.order.number, value: number },
          { label: "Id", value: orderId },
          ...occasion.reasons.map((code) => ({ label: reasons, value: reason(code) })),
        ],
      };
      return { subject: subject(number), heading, blocks: [paragraph(what), facts] };
    }
    default:
      return unreachable(occasion);
  }
}

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}
