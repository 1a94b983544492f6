import type { Permission, Role } from "../domain/identity/permissions.ts";
import type { ProfileChange } from "../domain/identity/profile.ts";
import type { Address } from "../domain/kernel/address.ts";
import type { AddressId, SessionId, UserId } from "../domain/kernel/ids.ts";
import type { Result } from "../domain/kernel/result.ts";
import type { Caller, CommandMeta, CommonRefusal } from "./caller.ts";

/** An account as its owner and staff see it. `createdAt` is ISO 8601. */
export type UserView = {
  id: UserId;
  email: string;
  name: string;
  phone: string | null;
  role: Role;
  preferences: Record<string, string>;
  createdAt: string;
};
/** `expiresIn`: seconds the access token is good for. */
export type TokenPair = { accessToken: string; refreshToken: string; expiresIn: number };
export type AddressView = Address & { id: AddressId };

export type IdentityRefusal =
  | CommonRefusal
  | { code: "email_taken" }
  | { code: "email_invalid" }
  | { code: "password_too_short"; min: number }
  | { code: "password_too_long"; maxBytes: number }
  | { code: "password_too_common" }
  | { code: "invalid_credentials" }
  | { code: "invalid_token" }
  | { code: "too_many_attempts"; retryAfterSeconds: number }
  | { code: "too_many_addresses"; max: number };

/** Who the bearer of a valid access token is, as the session object says now. */
export type Subject = { userId: UserId; sessionId: SessionId; role: Role; permissions: readonly Permission[] };

/** Accounts, sessions and tokens. An account is its owner's; staff see what their role allows. */
export interface IdentityApi {
  /** `ip` bounds attempts per address of the caller; it is hashed and forgotten. */
  register(
    caller: Caller,
    request: { email: string; password: string; name: string; ip: string },
  ): Promise<Result<TokenPair & { user: UserView }, IdentityRefusal>>;
  login(
    caller: Caller,
    request: { email: string; password: string; ip: string },
  ): Promise<Result<TokenPair, IdentityRefusal>>;
  /** Rotates. The previous token is good for 30 s while the new one is unused; an older one revokes the family. */
  refresh(caller: Caller, refreshToken: string): Promise<Result<TokenPair, IdentityRefusal>>;
  /** Twice is once; an unknown token is not an error. */
  logout(caller: Caller, refreshToken: string): Promise<void>;
  /** Signature, claims, then the session object. An isolate may hold a positive answer for 5 s when `read` is true. */
  authenticate(caller: Caller, accessToken: string, read: boolean): Promise<Result<Subject, { code: "invalid_token" }>>;
  /** The public keys that access tokens are signed with, as an RFC 7517 key set. */
  jwks(caller: Caller): Promise<{ keys: Record<string, unknown>[] }>;

  user(caller: Caller, userId: UserId): Promise<Result<UserView, IdentityRefusal>>;
  /** What is not named stays; `phone: null` removes it. */
  updateUser(caller: Caller, userId: UserId, change: ProfileChange): Promise<Result<UserView, IdentityRefusal>>;
  addresses(caller: Caller, userId: UserId): Promise<Result<AddressView[], IdentityRefusal>>;
  /** At most 20 of one account. */
  addAddress(
    caller: Caller,
    userId: UserId,
    meta: CommandMeta,
    address: Address,
  ): Promise<Result<AddressView, IdentityRefusal>>;
  setAddress(
    caller: Caller,
    userId: UserId,
    addressId: AddressId,
    address: Address,
  ): Promise<Result<AddressView, IdentityRefusal>>;
  removeAddress(caller: Caller, userId: UserId, addressId: AddressId): Promise<Result<null, IdentityRefusal>>;
  /** Creates or re-roles a member of staff. By `seed` (system) or staff with `staff:write`. */
  setStaff(
    caller: Caller,
    request: { email: string; password: string; name: string; role: Role },
  ): Promise<Result<UserView, IdentityRefusal>>;
  /** Null where there is no such account (any more). By notifications (system), when a mail is sent. */
  emailOf(caller: Caller, userId: UserId): Promise<string | null>;
  ready(caller: Caller): Promise<void>;
}
