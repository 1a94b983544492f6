import type { Caller } from "./caller.ts";

/** Mails to shoppers and to the shop. It hears of everything by events: nobody asks it for a mail. */
export interface NotificationsApi {
  ready(caller: Caller): Promise<void>;
}
