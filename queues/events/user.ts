import * as z from "zod";
import { onlyVersion, reader, type WrittenEvent } from "../kernel/versions.ts";

const account = z.object({ userId: z.string() });

/**
 * What the rest of the shop hears of an account, stream `user/<id>`: no name, no address; whoever needs them asks identity.
 * Understood one release before it is written: a new type or version is added here first.
 */
export const USER_EVENTS = {
  /** A shopper made the account. One that staff made says nothing. */
  UserRegistered: onlyVersion(account),
  /** Somebody tried to register with the account's e-mail address; said once an hour at most. */
  RegistrationRepeated: onlyVersion(account),
};

export type WrittenUserEvent = WrittenEvent<typeof USER_EVENTS>;

export const readUserEvent = reader(USER_EVENTS);
