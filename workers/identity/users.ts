import { and, eq } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { UserView } from "../../contracts/identity.ts";
import { users } from "../../d1/schema/identity.ts";
import type { Role } from "../../domain/identity/permissions.ts";
import type { ProfileChange } from "../../domain/identity/profile.ts";
import type { UserId } from "../../domain/kernel/ids.ts";
import { tellRegistered } from "./outbox.ts";
import type { Hashed } from "./passwords.ts";

type Row = typeof users.$inferSelect;
export type NewUser = Hashed & {
  id: UserId;
  email: string;
  emailKey: string;
  name: string;
  role: Role;
  createdAt: number;
};
/** What a login compares, and what its session will rest on. */
export type Credentials = Hashed & { id: UserId; role: Role; credentialVersion: number };

const VIEW = {
  id: users.id,
  email: users.email,
  name: users.name,
  phone: users.phone,
  role: users.role,
  preferences: users.preferences,
  createdAt: users.createdAt,
};
const CREDENTIALS = {
  id: users.id,
  role: users.role,
  password: users.password,
  pepper: users.pepper,
  credentialVersion: users.credentialVersion,
};

export async function readUser(db: DrizzleD1Database, id: UserId): Promise<UserView | null> {
  const row = await db.select(VIEW).from(users).where(eq(users.id, id)).get();
  return row === undefined ? null : viewOf(row);
}

export async function readCredentials(db: DrizzleD1Database, emailKey: string): Promise<Credentials | null> {
  return (await db.select(CREDENTIALS).from(users).where(eq(users.emailKey, emailKey)).get()) ?? null;
}

/** Whose is this address (as it is compared)? Null: nobody's. */
export async function readOwner(db: DrizzleD1Database, emailKey: string): Promise<UserId | null> {
  const row = await db.select({ id: users.id }).from(users).where(eq(users.emailKey, emailKey)).get();
  return row?.id ?? null;
}

/** Null where there is no such account. */
export async function readEmail(db: DrizzleD1Database, id: UserId): Promise<string | null> {
  const row = await db.select({ email: users.email }).from(users).where(eq(users.id, id)).get();
  return row?.email ?? null;
}

/** Null where there is no such account. */
export async function readCredentialVersion(db: DrizzleD1Database, id: UserId): Promise<number | null> {
  const row = await db.select({ version: users.credentialVersion }).from(users).where(eq(users.id, id)).get();
  return row?.version ?? null;
}

/** The account, or null where somebody has the e-mail address. One that a shopper made is told of, in the same commit. */
export async function insertUser(
  db: DrizzleD1Database,
  user: NewUser,
  { told }: { told: boolean },
): Promise<UserView | null> {
  const insertion = db
    .insert(users)
    .values({ ...user, phone: null, credentialVersion: 1, preferences: {}, told: told ? 1 : 0 })
    .onConflictDoNothing({ target: users.emailKey })
    .returning(VIEW);
  const [[row]] = await (told
    ? db.batch([insertion, tellRegistered(db, user.id, user.createdAt)])
    : db.batch([insertion]));
  return row === undefined ? null : viewOf(row);
}

/** Null where there is no such account. */
export async function changeProfile(
  db: DrizzleD1Database,
  id: UserId,
  change: ProfileChange,
): Promise<UserView | null> {
  if (Object.keys(change).length === 0) return readUser(db, id);
  const [row] = await db.update(users).set(change).where(eq(users.id, id)).returning(VIEW);
  return row === undefined ? null : viewOf(row);
}

/** Only while they are still what was read. Answers whether they were. */
export async function changeCredentials(
  db: DrizzleD1Database,
  { id, credentialVersion }: Credentials,
  change: Partial<Hashed> & { role: Role },
): Promise<boolean> {
  const changed = await db
    .update(users)
    .set({ ...change, credentialVersion: credentialVersion + 1 })
    .where(and(eq(users.id, id), eq(users.credentialVersion, credentialVersion)))
    .returning({ id: users.id });
  return changed.length > 0;
}

/** The same password, hashed as is asked today; sessions go on. Not if it was changed meanwhile. */
export async function rehash(db: DrizzleD1Database, { id, password }: Credentials, hashed: Hashed): Promise<void> {
  await db
    .update(users)
    .set(hashed)
    .where(and(eq(users.id, id), eq(users.password, password)))
    .run();
}

/** Throws when the database cannot be read. */
export async function readable(db: DrizzleD1Database): Promise<void> {
  await db.select({ id: users.id }).from(users).limit(1).all();
}

function viewOf(row: Pick<Row, keyof typeof VIEW>): UserView {
  return { ...row, createdAt: new Date(row.createdAt).toISOString() };
}
