import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import { permissionsOf, type Role } from "../../../domain/identity/permissions.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import {
  customer,
  DB,
  gateway,
  guest,
  IDENTITY,
  lives,
  logIn,
  makeTables,
  newcomer,
  PASSWORD,
  refreshed,
  SESSIONS,
  seed,
  somebody,
  staff,
} from "./people.ts";

beforeAll(makeTables);

const OTHER = "another password altogether";
const boss = staff("usr_boss" as UserId, "admin");

async function setStaff(caller: Caller, email: string, role: Role, password = PASSWORD) {
  const made = await IDENTITY.setStaff(caller, { email, password, name: "Grace", role });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

describe("staff", () => {
  test("are made by the seed, and what they may do is in the session", async () => {
    const person = somebody();
    const user = await setStaff(seed, person.email, "warehouse");
    const { accessToken } = await logIn(person);
    expect(await IDENTITY.authenticate(gateway, accessToken, false)).toMatchObject({
      ok: true,
      value: { userId: user.id, role: "warehouse", permissions: permissionsOf("warehouse") },
    });
  });

  test("seeded again as they are keep their sessions; with another password they do not", async () => {
    const person = somebody();
    await setStaff(seed, person.email, "admin");
    const before = await logIn(person);
    await setStaff(seed, person.email, "admin");
    expect(await lives(before)).toBe(true);
    await setStaff(seed, person.email, "admin", OTHER);
    expect(await lives(before)).toBe(false);
    expect((await IDENTITY.refresh(guest, before.refreshToken)).ok).toBe(false);
    expect((await IDENTITY.login(guest, { ...person, password: PASSWORD })).ok).toBe(false);
    expect(await lives(await logIn(person, OTHER))).toBe(true);
  });

  test("with another role log in anew, with their own password", async () => {
    const person = somebody();
    await setStaff(boss, person.email, "admin");
    const before = await logIn(person);
    await setStaff(boss, person.email, "support", OTHER);
    expect(await lives(before)).toBe(false);
    const after = await logIn(person);
    expect(await IDENTITY.authenticate(gateway, after.accessToken, false)).toMatchObject({
      value: { role: "support" },
    });
  });

  test("who were shoppers get a new password: who took the address before them stays outside", async () => {
    const person = await newcomer();
    await setStaff(boss, person.email, "admin", OTHER);
    expect(await lives(person)).toBe(false);
    expect((await IDENTITY.login(guest, { ...person, password: PASSWORD })).ok).toBe(false);
    expect(await lives(await logIn(person, OTHER))).toBe(true);
  });

  test("are made by nobody else", async () => {
    const { email } = somebody();
    const request = { email, password: PASSWORD, name: "Eve", role: "admin" as const };
    for (const caller of [guest, gateway, customer("usr_eve" as UserId), staff("usr_eve" as UserId, "finance")]) {
      expect(await IDENTITY.setStaff(caller, request)).toEqual({ ok: false, error: { code: "forbidden" } });
    }
    expect((await IDENTITY.login(guest, { email, password: PASSWORD, ip: "192.0.2.1" })).ok).toBe(false);
  });

  test("changed by two at once are what one of them said, and one session rests on it", async () => {
    const person = somebody();
    await setStaff(seed, person.email, "support");
    const before = await logIn(person);
    await Promise.all([setStaff(boss, person.email, "finance"), setStaff(boss, person.email, "warehouse")]);
    expect(await lives(before)).toBe(false);
    expect(await lives(await logIn(person))).toBe(true);
  });

  test("made twice at once are one", async () => {
    const { email } = somebody();
    const [one, two] = await Promise.all([setStaff(seed, email, "admin"), setStaff(seed, email, "admin")]);
    expect(one.id).toBe(two.id);
  });
});

describe("a change of credentials that was cut short", () => {
  test("ends the sessions all the same, by the object's own alarm", async () => {
    const person = somebody();
    const { id } = await setStaff(seed, person.email, "admin");
    const before = await logIn(person);
    const object = SESSIONS.getByName(id);
    await object.expectChange(id);
    await DB.prepare("UPDATE users SET role = 'support', credential_version = 2 WHERE id = ?").bind(id).run();
    // Here whoever changed it is gone.
    expect(await lives(before)).toBe(true);
    await runInDurableObject(object, async (_object, { storage }) => {
      storage.sql.exec("UPDATE timers SET at = 0 WHERE name = 'align'");
      await storage.setAlarm(Date.now() + 60_000);
    });
    await runDurableObjectAlarm(object);
    expect(await lives(before)).toBe(false);
    expect(await lives(await logIn(person))).toBe(true);
  });

  test("lets no login in that had read what was before", async () => {
    const person = await newcomer();
    const object = SESSIONS.getByName(person.user.id);
    await object.align(person.user.id, 2);
    expect(await object.open("ses_late", { role: "admin", credentialVersion: 1 })).toEqual({
      ok: false,
      error: { code: "stale" },
    });
  });

  test("of nothing leaves everything", async () => {
    const person = await newcomer();
    const object = SESSIONS.getByName(person.user.id);
    await object.expectChange(person.user.id);
    await runInDurableObject(object, async (_object, { storage }) => {
      storage.sql.exec("UPDATE timers SET at = 0 WHERE name = 'align'");
      await storage.setAlarm(Date.now() + 60_000);
    });
    await runDurableObjectAlarm(object);
    expect(await lives(await refreshed(person.refreshToken))).toBe(true);
  });
});
