import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../contracts/caller.ts";
import type { NotificationsApi } from "../../contracts/notifications.ts";
import { traced } from "../../domain/kernel/trace.ts";
import { mailSenderOf } from "../../durable-objects/mail-sender.ts";
import { queuedMails } from "../../queues/consumers/mails.ts";
import type { Delivery } from "../../queues/envelope.ts";
import { consume } from "../../queues/kernel/apply-once.ts";
import { database } from "../kernel/d1.ts";
import type { Env } from "./env.ts";
import { dropOld, readable } from "./queries.ts";
import { sendDue } from "./sending.ts";

/** As in wrangler.toml: the time at which old rows are dropped. */
const DAILY = "41 3 * * *";
const SENDER_NAME = "sender";

/** Sends the shop's mails, one after another. */
export class MailSenderObject extends mailSenderOf<Env>(sendDue) {}

export class NotificationsService extends WorkerEntrypoint<Env> implements NotificationsApi {
  static {
    traced(NotificationsService);
  }

  async ready(_caller: Caller): Promise<void> {
    await readable(database(this.env.DB));
  }
}

export default {
  async queue(batch, env) {
    const own = { db: database(env.DB), subscriber: "notifications-mails", events: env.EVENTS } as const;
    await consume(batch, own, queuedMails);
    // Also when nothing was new: the batch may come again because the isolate died before it could poke.
    await senderOf(env).poke();
  },

  async scheduled({ cron }, env) {
    if (cron === DAILY) await dropOld(database(env.DB), Date.now());
    else await senderOf(env).poke();
  },
} satisfies ExportedHandler<Env, Delivery>;

function senderOf(env: Env) {
  return env.SENDER.getByName(SENDER_NAME);
}
