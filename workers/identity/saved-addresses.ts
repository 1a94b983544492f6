import type { CommandMeta } from "../../contracts/caller.ts";
import type { AddressView, IdentityRefusal } from "../../contracts/identity.ts";
import { ADDRESSES_MAX, addressFaults } from "../../domain/identity/profile.ts";
import type { Address } from "../../domain/kernel/address.ts";
import type { AddressId, UserId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { database } from "../kernel/d1.ts";
import { idsOf } from "../kernel/ids.ts";
import { deleteAddress, insertAddress, readAdded, replaceAddress } from "./addresses.ts";
import type { Env } from "./env.ts";
import { readUser } from "./users.ts";

const NOT_FOUND = err({ code: "not_found" } as const);

/** Its id is derived from the command: a repeat finds what it made. */
export async function addAddress(
  env: Env,
  userId: UserId,
  { commandId, bodyHash }: CommandMeta,
  address: Address,
): Promise<Result<AddressView, IdentityRefusal>> {
  const errors = addressFaults(address);
  if (errors.length > 0) return err({ code: "parameter", errors });
  const db = database(env.DB);
  const place = { userId, id: idsOf(env).derive("adr", [userId, commandId]) };
  const added = await insertAddress(db, place, address, { bodyHash, at: Date.now() });
  if (added !== null) return ok(added);
  const before = await readAdded(db, place);
  if (before !== null) return before.bodyHash === bodyHash ? ok(before.view) : err({ code: "idempotency_mismatch" });
  return (await readUser(db, userId)) === null ? NOT_FOUND : err({ code: "too_many_addresses", max: ADDRESSES_MAX });
}

export async function setAddress(
  env: Env,
  userId: UserId,
  id: AddressId,
  address: Address,
): Promise<Result<AddressView, IdentityRefusal>> {
  const errors = addressFaults(address);
  if (errors.length > 0) return err({ code: "parameter", errors });
  const replaced = await replaceAddress(database(env.DB), { userId, id }, address);
  return replaced === null ? NOT_FOUND : ok(replaced);
}

export async function removeAddress(env: Env, userId: UserId, id: AddressId): Promise<Result<null, IdentityRefusal>> {
  return (await deleteAddress(database(env.DB), { userId, id })) ? ok(null) : NOT_FOUND;
}
