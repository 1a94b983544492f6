import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller, CommandMeta } from "../../contracts/caller.ts";
import type {
  AddressView,
  IdentityApi,
  IdentityRefusal,
  Subject,
  TokenPair,
  UserView,
} from "../../contracts/identity.ts";
import { type ProfileChange, profileFaults } from "../../domain/identity/profile.ts";
import type { Address } from "../../domain/kernel/address.ts";
import type { AddressId, UserId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { traced } from "../../domain/kernel/trace.ts";
import { relayOf } from "../../durable-objects/relay.ts";
import { sessionObjectOf } from "../../durable-objects/session.ts";
import { isSystem, isUser, may } from "../kernel/access.ts";
import { database } from "../kernel/d1.ts";
import { outboxRows, pokeRelay, RELAY_NAME } from "../kernel/outbox.ts";
import { readAddresses } from "./addresses.ts";
import type { Env } from "./env.ts";
import { addAddress, removeAddress, setAddress } from "./saved-addresses.ts";
import { closeSession, refreshSession, subjectOf } from "./sessions.ts";
import { type Login, logIn, type Registration, register } from "./signing-in.ts";
import { signingKeysOf } from "./signing-keys.ts";
import { type StaffRequest, setStaff } from "./staff.ts";
import { changeProfile, readable, readCredentialVersion, readEmail, readUser } from "./users.ts";

export class SessionObject extends sessionObjectOf<Env>((env, userId) =>
  readCredentialVersion(database(env.DB), userId as UserId),
) {}

/** Carries what identity says to the log. */
export class RelayObject extends relayOf<Env>("identity", (env) => outboxRows(env.DB)) {}

const NOT_FOUND = err({ code: "not_found" } as const);

/** Signing in is for everybody; an account is its owner's, and for staff with `customers:read` to look at. */
export class IdentityService extends WorkerEntrypoint<Env> implements IdentityApi {
  static {
    traced(IdentityService);
  }

  async register(
    _caller: Caller,
    request: Registration,
  ): Promise<Result<TokenPair & { user: UserView }, IdentityRefusal>> {
    const made = await register(this.env, request);
    // Also after a refusal: the owner of the address may have something to hear.
    this.ctx.waitUntil(pokeRelay(relayObject(this.env), "identity"));
    return made;
  }

  async login(_caller: Caller, request: Login): Promise<Result<TokenPair, IdentityRefusal>> {
    return logIn(this.env, request);
  }

  async refresh(_caller: Caller, refreshToken: string): Promise<Result<TokenPair, IdentityRefusal>> {
    return refreshSession(this.env, refreshToken);
  }

  async logout(_caller: Caller, refreshToken: string): Promise<void> {
    await closeSession(this.env, refreshToken);
  }

  async authenticate(
    caller: Caller,
    accessToken: string,
    read: boolean,
  ): Promise<Result<Subject, { code: "invalid_token" }>> {
    // Who bears a token is told to the front door only.
    return isSystem(caller, "gateway") ? subjectOf(this.env, accessToken, read) : err({ code: "invalid_token" });
  }

  async jwks(_caller: Caller): Promise<{ keys: Record<string, unknown>[] }> {
    return { keys: (await signingKeysOf(this.env.TOKEN_KEYS)).map(({ jwk }) => ({ ...jwk })) };
  }

  async user(caller: Caller, userId: UserId): Promise<Result<UserView, IdentityRefusal>> {
    const user = maySee(caller, userId) ? await readUser(database(this.env.DB), userId) : null;
    return user === null ? NOT_FOUND : ok(user);
  }

  async updateUser(
    caller: Caller,
    userId: UserId,
    { name, phone, preferences }: ProfileChange,
  ): Promise<Result<UserView, IdentityRefusal>> {
    if (!isUser(caller, userId)) return NOT_FOUND;
    // Named one by one: nothing else of an account is its owner's to change.
    const change: ProfileChange = {
      ...(name === undefined ? {} : { name }),
      ...(phone === undefined ? {} : { phone }),
      ...(preferences === undefined ? {} : { preferences }),
    };
    const errors = profileFaults(change);
    if (errors.length > 0) return err({ code: "parameter", errors });
    const user = await changeProfile(database(this.env.DB), userId, change);
    return user === null ? NOT_FOUND : ok(user);
  }

  async addresses(caller: Caller, userId: UserId): Promise<Result<AddressView[], IdentityRefusal>> {
    return maySee(caller, userId) ? ok(await readAddresses(database(this.env.DB), userId)) : NOT_FOUND;
  }

  async addAddress(
    caller: Caller,
    userId: UserId,
    meta: CommandMeta,
    address: Address,
  ): Promise<Result<AddressView, IdentityRefusal>> {
    return isUser(caller, userId) ? addAddress(this.env, userId, meta, address) : NOT_FOUND;
  }

  async setAddress(
    caller: Caller,
    userId: UserId,
    addressId: AddressId,
    address: Address,
  ): Promise<Result<AddressView, IdentityRefusal>> {
    return isUser(caller, userId) ? setAddress(this.env, userId, addressId, address) : NOT_FOUND;
  }

  async removeAddress(caller: Caller, userId: UserId, addressId: AddressId): Promise<Result<null, IdentityRefusal>> {
    return isUser(caller, userId) ? removeAddress(this.env, userId, addressId) : NOT_FOUND;
  }

  async setStaff(caller: Caller, request: StaffRequest): Promise<Result<UserView, IdentityRefusal>> {
    const isSeed = isSystem(caller, "seed");
    if (!isSeed && !may(caller, "staff:write")) return err({ code: "forbidden" });
    return setStaff(this.env, request, isSeed);
  }

  async emailOf(caller: Caller, userId: UserId): Promise<string | null> {
    return isSystem(caller, "notifications") ? readEmail(database(this.env.DB), userId) : null;
  }

  async ready(_caller: Caller): Promise<void> {
    await readable(database(this.env.DB));
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),
  scheduled: (_controller, env) => relayObject(env).poke(),
} satisfies ExportedHandler<Env>;

function relayObject(env: Env) {
  return env.RELAY.getByName(RELAY_NAME);
}

function maySee(caller: Caller, userId: UserId): boolean {
  return isUser(caller, userId) || may(caller, "customers:read");
}
