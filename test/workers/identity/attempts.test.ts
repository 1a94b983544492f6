import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import { LOGINS_PER_ACCOUNT, REGISTRATIONS_PER_EMAIL } from "../../../domain/identity/attempts.ts";
import { guest, IDENTITY, logIn, makeTables, newcomer, PASSWORD, SESSIONS, somebody } from "./people.ts";

beforeAll(makeTables);

const doors = Array.from({ length: 8 }, (_each, door) => SESSIONS.getByName(`door-${door}`));

/** The refusal, or null where it succeeded. */
async function attempt(email: string, ip: string, password = "not the password"): Promise<string | null> {
  const tokens = await IDENTITY.login(guest, { email, password, ip });
  return tokens.ok ? null : tokens.error.code;
}

/** Wrong passwords until none is tried any more, from ever other places. */
async function guess(email: string): Promise<(string | null)[]> {
  const answers = [];
  for (let tries = 0; tries < LOGINS_PER_ACCOUNT.max + 2; tries++)
    answers.push(await attempt(email, `192.0.2.${tries}`));
  return answers;
}

const guessed = [
  ...new Array<string>(LOGINS_PER_ACCOUNT.max).fill("invalid_credentials"),
  "too_many_attempts",
  "too_many_attempts",
];

/** As if a quarter of an hour had passed. */
async function laterOn(): Promise<void> {
  for (const door of doors) {
    await runInDurableObject(door, (_object, { storage }) => {
      const [made] = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'attempts'").toArray();
      if (made) storage.sql.exec("UPDATE attempts SET until = ?", Date.now() - 1);
    });
  }
}

describe("guessing a password", () => {
  test("ends after ten, whether there is such an account or not: the answers are the same", async () => {
    const { email } = await newcomer();
    expect(await guess(email)).toEqual(guessed);
    expect(await guess(somebody().email)).toEqual(guessed);
  });

  test("all at once gains nothing", async () => {
    const { email } = await newcomer();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_each, tries) => attempt(email, `198.51.100.${tries}`)),
    );
    expect(answers.filter((code) => code === "invalid_credentials")).toHaveLength(LOGINS_PER_ACCOUNT.max);
    expect(answers.filter((code) => code === "too_many_attempts")).toHaveLength(30 - LOGINS_PER_ACCOUNT.max);
  });

  test("does not lock the owner out of where they logged in before, though it does elsewhere", async () => {
    const person = await newcomer();
    await guess(person.email);
    await Promise.all(doors.map((door) => evictDurableObject(door)));
    expect(await attempt(person.email, "203.0.113.1", PASSWORD)).toBe("too_many_attempts");
    expect(await attempt(person.email, person.ip, PASSWORD)).toBeNull();
  });

  test("from where the owner logged in before ends after ten as well", async () => {
    const { email, ip } = await newcomer();
    for (let tries = 0; tries < LOGINS_PER_ACCOUNT.max; tries++) await attempt(email, ip);
    const refused = await IDENTITY.login(guest, { email, ip, password: PASSWORD });
    expect(refused).toMatchObject({ ok: false, error: { code: "too_many_attempts" } });
    if (refused.ok || refused.error.code !== "too_many_attempts") throw new Error("let in");
    expect(refused.error.retryAfterSeconds).toBeGreaterThan(0);
    expect(refused.error.retryAfterSeconds).toBeLessThanOrEqual(LOGINS_PER_ACCOUNT.windowMs / 1_000);
  });

  test("is forgotten by the right password, and by time", async () => {
    const person = await newcomer();
    for (let round = 0; round < 2; round++) {
      for (let tries = 0; tries < LOGINS_PER_ACCOUNT.max - 1; tries++) await attempt(person.email, person.ip);
      await logIn(person);
    }
    await guess(person.email);
    await laterOn();
    expect(await attempt(person.email, "203.0.113.2", PASSWORD)).toBeNull();
  });

  test("takes as long where there is no account", async () => {
    const [{ email }, stranger] = [await newcomer(), somebody()];
    const timeOf = async (address: string, ip: string) => {
      const times = [];
      for (let tries = 0; tries < 5; tries++) {
        const start = performance.now();
        await attempt(address, ip);
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[2] ?? 0;
    };
    const [known, unknown] = [await timeOf(email, "203.0.113.3"), await timeOf(stranger.email, "203.0.113.4")];
    // Without its hash it would take a tenth.
    expect(unknown).toBeGreaterThan(known / 3);
    expect(known).toBeGreaterThan(unknown / 3);
  });
});

test("asking for one address again and again whether it has an account comes to an end", async () => {
  const { email } = await newcomer();
  const codes = [];
  for (let tries = 1; tries <= REGISTRATIONS_PER_EMAIL.max; tries++) {
    const made = await IDENTITY.register(guest, { email, password: PASSWORD, name: "Eve", ip: `192.0.2.${tries}` });
    codes.push(made.ok ? null : made.error.code);
  }
  expect(new Set(codes.slice(0, -1))).toEqual(new Set(["email_taken"]));
  // Its own registration was the first.
  expect(codes.at(-1)).toBe("too_many_attempts");
});

test("counts are kept without names or addresses, and forgotten by the alarm", async () => {
  const { email } = somebody();
  await attempt(email, "203.0.113.99");
  await laterOn();
  for (const door of doors) {
    await runInDurableObject(door, async (_object, { storage }) => {
      const [made] = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'attempts'").toArray();
      if (!made) return;
      const all = JSON.stringify(storage.sql.exec("SELECT subject, place FROM attempts").toArray());
      expect(all).not.toContain("203.0.113");
      expect(all).not.toContain("kiosk.example");
      storage.sql.exec("UPDATE timers SET at = 0");
      await storage.setAlarm(Date.now() + 60_000);
    });
    await runDurableObjectAlarm(door);
    const left = await runInDurableObject(door, (_object, { storage }) => {
      const [made] = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'attempts'").toArray();
      return made ? storage.sql.exec("SELECT count(*) AS n FROM attempts").one().n : 0;
    });
    expect(left).toBe(0);
  }
});
