import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import { FAMILIES_MAX } from "../../../domain/identity/session.ts";
import {
  gateway,
  guest,
  IDENTITY,
  lives,
  logIn,
  makeTables,
  newcomer,
  type Person,
  refreshed,
  SESSIONS,
} from "./people.ts";

beforeAll(makeTables);

const INVALID = { ok: false, error: { code: "invalid_token" } };

/** As if the last refresh had been a minute ago. */
async function aMinuteLater({ user }: Person): Promise<void> {
  await runInDurableObject(SESSIONS.getByName(user.id), (_object, { storage }) => {
    storage.sql.exec("UPDATE families SET rotated_at = rotated_at - 60000");
  });
}

describe("a refresh token", () => {
  test("is spent for the next, also after the object was evicted", async () => {
    const person = await newcomer();
    const second = await refreshed(person.refreshToken);
    expect(second.refreshToken).not.toBe(person.refreshToken);
    await evictDurableObject(SESSIONS.getByName(person.user.id));
    const third = await refreshed(second.refreshToken);
    expect(await lives(third)).toBe(true);
  });

  test("whose answer was lost is answered again, with the same token", async () => {
    const person = await newcomer();
    const lost = await refreshed(person.refreshToken);
    await evictDurableObject(SESSIONS.getByName(person.user.id));
    const again = await refreshed(person.refreshToken);
    expect(again.refreshToken).toBe(lost.refreshToken);
    expect(await lives(await refreshed(again.refreshToken))).toBe(true);
  });

  test("presented twice at once gives both the same one", async () => {
    const { refreshToken } = await newcomer();
    const [one, two] = await Promise.all([refreshed(refreshToken), refreshed(refreshToken)]);
    expect(one.refreshToken).toBe(two.refreshToken);
  });

  test("reused after its replacement was used ends the session", async () => {
    const person = await newcomer();
    const second = await refreshed(person.refreshToken);
    const third = await refreshed(second.refreshToken);
    expect(await IDENTITY.refresh(guest, person.refreshToken)).toEqual(INVALID);
    expect(await IDENTITY.refresh(guest, third.refreshToken)).toEqual(INVALID);
    expect(await lives(third)).toBe(false);
  });

  test("reused a minute later ends the session, and no other one of the account", async () => {
    const person = await newcomer();
    const elsewhere = await logIn(person);
    const second = await refreshed(person.refreshToken);
    await aMinuteLater(person);
    expect(await IDENTITY.refresh(guest, person.refreshToken)).toEqual(INVALID);
    expect(await lives(second)).toBe(false);
    expect(await lives(elsewhere)).toBe(true);
  });

  test("that is guessed or altered is refused and ends nothing", async () => {
    const [ada, eve] = [await newcomer(), await newcomer()];
    const parts = ada.refreshToken.split("_");
    const other = eve.refreshToken.split("_");
    const altered = [
      [...parts.slice(0, 4), "A".repeat(43)],
      [...parts.slice(0, 3), "2", parts[4]],
      [parts[0], other[1], ...parts.slice(2)],
      [...parts.slice(0, 2), other[2], ...parts.slice(3)],
      [parts[0], "0".repeat(32), ...parts.slice(2)],
    ].map((all) => all.join("_"));
    for (const token of ["", "x", ada.accessToken, ...altered]) {
      expect(await IDENTITY.refresh(guest, token)).toEqual(INVALID);
      await IDENTITY.logout(guest, token);
    }
    expect(await lives(ada)).toBe(true);
    expect(await lives(await refreshed(ada.refreshToken))).toBe(true);
  });

  test("is nowhere in the storage, not even as what it could be computed from alone", async () => {
    const person = await newcomer();
    const stored = await runInDurableObject(SESSIONS.getByName(person.user.id), (_object, { storage }) =>
      JSON.stringify(storage.sql.exec("SELECT session_id, salt, generation FROM families").toArray()),
    );
    expect(stored).not.toContain(person.refreshToken.split("_")[4]);
  });
});

describe("a session", () => {
  test("ends with its logout, once for ever, by whichever of its tokens", async () => {
    const person = await newcomer();
    const second = await refreshed(person.refreshToken);
    await IDENTITY.logout(guest, person.refreshToken);
    await IDENTITY.logout(guest, person.refreshToken);
    expect(await lives(second)).toBe(false);
    expect(await IDENTITY.refresh(guest, second.refreshToken)).toEqual(INVALID);
  });

  test("that has ended may be read with for some seconds in an isolate that did not hear of it, never written with", async () => {
    const person = await newcomer();
    expect((await IDENTITY.authenticate(gateway, person.accessToken, true)).ok).toBe(true);
    await runInDurableObject(SESSIONS.getByName(person.user.id), (_object, { storage }) => {
      storage.sql.exec("DELETE FROM families");
    });
    expect((await IDENTITY.authenticate(gateway, person.accessToken, true)).ok).toBe(true);
    expect((await IDENTITY.authenticate(gateway, person.accessToken, false)).ok).toBe(false);
    // Whoever asked in earnest has heard of it.
    expect((await IDENTITY.authenticate(gateway, person.accessToken, true)).ok).toBe(false);
  });

  test("expires 60 days after the login, and is forgotten", async () => {
    const person = await newcomer();
    const object = SESSIONS.getByName(person.user.id);
    await runInDurableObject(object, async (_object, { storage }) => {
      storage.sql.exec("UPDATE families SET expires_at = ?", Date.now() - 1);
      storage.sql.exec("UPDATE timers SET at = 0 WHERE name = 'expiry'");
      await storage.setAlarm(Date.now() + 60_000);
    });
    expect(await lives(person)).toBe(false);
    expect(await IDENTITY.refresh(guest, person.refreshToken)).toEqual(INVALID);
    await runDurableObjectAlarm(object);
    const left = await runInDurableObject(object, (_object, { storage }) =>
      storage.sql
        .exec("SELECT (SELECT count(*) FROM families) AS families, (SELECT count(*) FROM timers) AS timers")
        .one(),
    );
    expect(left).toEqual({ families: 0, timers: 0 });
  });

  test("makes room for the newest when there are too many", async () => {
    const person = await newcomer();
    const others = [];
    for (let more = 0; more < FAMILIES_MAX; more++) others.push(await logIn(person));
    expect(await lives(person)).toBe(false);
    expect(await Promise.all(others.map(lives))).not.toContain(false);
  });
});
