import { mails } from "../../d1/schema/notifications.ts";
import { matterOf, type Occasion } from "../../domain/notifications/occasion.ts";
import type { Envelope } from "../envelope.ts";
import type { Projection } from "../kernel/apply-once.ts";
import { userOccasion } from "./identity/mails.ts";
import { orderOccasion } from "./orders/mails.ts";
import { rulesOccasion } from "./pricing/mails.ts";

/**
 * When a mail is due that was never tried: before any that failed, however many those are, and whatever the clock said where
 * its event happened.
 */
const AT_ONCE = 0;

/** What the shop writes mails about: one row for each mail, in the commit that moves the place in the event's stream. */
export const queuedMails: Projection<Occasion | null> = {
  read: occasionOf,
  statements: (db, occasion, { id, at }) => {
    if (occasion === null) return [];
    const { template } = occasion;
    const key = `${id}/${template}`;
    const row = { key, template, matter: matterOf(occasion), occasion, happenedAt: at, dueAt: AT_ONCE };
    return [db.insert(mails).values({ ...row, state: "queued", tries: 0 })];
  },
};

function occasionOf(envelope: Envelope): Occasion | null {
  const kind = envelope.stream.slice(0, envelope.stream.indexOf("/"));
  switch (kind) {
    case "order":
      return orderOccasion(envelope);
    case "user":
      return userOccasion(envelope);
    case "rules":
      return rulesOccasion(envelope);
    default:
      throw new Error(`no mail is written about a ${kind}`);
  }
}
