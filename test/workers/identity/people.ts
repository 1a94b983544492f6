import { env } from "cloudflare:workers";
import type { Caller, CommandMeta } from "../../../contracts/caller.ts";
import type { TokenPair, UserView } from "../../../contracts/identity.ts";
import usersTable from "../../../d1/migrations/identity/0001_users.sql?raw";
import addressesTable from "../../../d1/migrations/identity/0002_addresses.sql?raw";
import eventsTable from "../../../d1/migrations/identity/0003_events.sql?raw";
import { permissionsOf, type Role } from "../../../domain/identity/permissions.ts";
import type { Address } from "../../../domain/kernel/address.ts";
import type { Country } from "../../../domain/kernel/country.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import { migrate } from "../../support/migrate.ts";
import type { Bindings } from "./worker.ts";

export const bindings = env as unknown as Bindings;
export const { IDENTITY, DB, SESSIONS } = bindings;

export const guest: Caller = { kind: "guest", tokens: {} };
export const gateway: Caller = { kind: "system", name: "gateway" };
export const seed: Caller = { kind: "system", name: "seed" };
export const customer = (userId: UserId): Caller => ({ kind: "customer", userId, tokens: {} });
export const staff = (userId: UserId, role: Role): Caller => ({
  kind: "staff",
  userId,
  permissions: permissionsOf(role),
  tokens: {},
});

export const PASSWORD = "correct horse battery staple";

export function makeTables(): Promise<void> {
  return migrate(DB, usersTable, addressesTable, eventsTable);
}

let people = 0;
/** An e-mail address, and a network address, that no other test has. */
export function somebody(): { email: string; ip: string } {
  people += 1;
  const unique = crypto.randomUUID();
  return { email: `${unique}@kiosk.example`, ip: `10.${people >> 8}.${people & 255}.${unique.slice(0, 4)}` };
}

export type Person = TokenPair & { user: UserView; email: string; ip: string };

/** Registers somebody new. */
export async function newcomer(): Promise<Person> {
  const { email, ip } = somebody();
  const made = await IDENTITY.register(guest, { email, ip, password: PASSWORD, name: "Ada Lovelace" });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return { ...made.value, email, ip };
}

/** The tokens of a login that must succeed. */
export async function logIn({ email, ip }: { email: string; ip: string }, password = PASSWORD): Promise<TokenPair> {
  const tokens = await IDENTITY.login(guest, { email, password, ip });
  if (!tokens.ok) throw new Error(JSON.stringify(tokens.error));
  return tokens.value;
}

/** The tokens of a refresh that must succeed. */
export async function refreshed(refreshToken: string): Promise<TokenPair> {
  const tokens = await IDENTITY.refresh(guest, refreshToken);
  if (!tokens.ok) throw new Error(JSON.stringify(tokens.error));
  return tokens.value;
}

/** Is a write let through with this token? */
export async function lives({ accessToken }: { accessToken: string }): Promise<boolean> {
  return (await IDENTITY.authenticate(gateway, accessToken, false)).ok;
}

export const address: Address = {
  name: "Ada Lovelace",
  line1: "12 St James's Square",
  city: "London",
  postalCode: "SW1Y 4JH",
  country: "GB" as Country,
};

export function meta(commandId: string = crypto.randomUUID(), bodyHash = "hash"): CommandMeta {
  return { commandId, bodyHash, correlationId: "test" };
}
