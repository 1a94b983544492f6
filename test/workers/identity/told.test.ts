import { createScheduledController } from "cloudflare:test";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { readUserEvent } from "../../../queues/events/user.ts";
import { heard } from "../../support/fake-events.ts";
import { bindings, DB, guest, IDENTITY, makeTables, newcomer, PASSWORD, seed, somebody } from "./people.ts";
import worker from "./worker.ts";

beforeAll(makeTables);

const HOUR_MS = 60 * 60_000;
const toldOf = (userId: string) => heard.events.filter(({ stream }) => stream === `user/${userId}`);

/** Waits until the log has heard exactly these events of the account, in order and without gaps. */
async function hears(userId: string, ...types: string[]): Promise<void> {
  await vi.waitFor(() => expect(toldOf(userId).map(({ type }) => type)).toEqual(types));
  expect(toldOf(userId).map(({ seq, id }) => [seq, id])).toEqual(
    types.map((_, n) => [n + 1, `user/${userId}/${n + 1}`]),
  );
}

const registerAgain = ({ email, ip }: { email: string; ip: string }) =>
  IDENTITY.register(guest, { email, ip, password: PASSWORD, name: "Somebody else" });

describe("an account that a shopper makes", () => {
  test("is told of, in a form the log's readers know, without a word about the person", async () => {
    const { user, email } = await newcomer();
    await hears(user.id, "UserRegistered");
    const [event] = toldOf(user.id);
    expect(event && readUserEvent(event)).toEqual({ type: "UserRegistered", version: 1, data: { userId: user.id } });
    expect(JSON.stringify(event)).not.toContain(email);
    expect(JSON.stringify(event)).not.toContain("Ada");
  });

  test("and one that staff make is not", async () => {
    const { email } = somebody();
    const made = await IDENTITY.setStaff(seed, { email, password: PASSWORD, name: "Grace", role: "support" });
    expect(made.ok && (await outboxOf(made.value.id))).toEqual([]);
    expect(made.ok && toldOf(made.value.id)).toEqual([]);
  });
});

describe("who registers a known address", () => {
  test("is refused, and its owner is told once an hour, however many try at once", async () => {
    const owner = await newcomer();
    const tries = await Promise.all(Array.from({ length: 8 }, () => registerAgain(owner)));
    for (const tried of tries) expect(tried).toEqual({ ok: false, error: { code: "email_taken" } });
    await registerAgain({ ...owner, email: owner.email.toUpperCase() });
    await hears(owner.user.id, "UserRegistered", "RegistrationRepeated");

    const ago = Date.now() - HOUR_MS;
    await DB.prepare("UPDATE users SET repeat_told_at = ? WHERE id = ?").bind(ago, owner.user.id).run();
    await registerAgain(owner);
    await hears(owner.user.id, "UserRegistered", "RegistrationRepeated", "RegistrationRepeated");
  });

  test("of an account that a release of before made, begins its stream", async () => {
    const owner = await newcomer();
    await hears(owner.user.id, "UserRegistered");
    heard.events.length = 0;
    await DB.prepare("UPDATE users SET told = 0 WHERE id = ?").bind(owner.user.id).run();
    await registerAgain(owner);
    await hears(owner.user.id, "RegistrationRepeated");
  });
});

test("what a poke left behind, the cron brings", async () => {
  const { user } = await newcomer();
  await hears(user.id, "UserRegistered");
  const event = JSON.stringify({
    ...toldOf(user.id)[0],
    seq: 2,
    id: `user/${user.id}/2`,
    type: "RegistrationRepeated",
  });
  await DB.prepare("INSERT INTO outbox (stream, seq, envelope) VALUES (?, 2, ?)").bind(`user/${user.id}`, event).run();
  await worker.scheduled(createScheduledController(), bindings);
  await hears(user.id, "UserRegistered", "RegistrationRepeated");
  expect(await outboxOf(user.id)).toEqual([]);
});

test("the address of an account is for notifications alone", async () => {
  const { user, email } = await newcomer();
  const notifications = { kind: "system", name: "notifications" } as const;
  expect(await IDENTITY.emailOf(notifications, user.id)).toBe(email);
  expect(await IDENTITY.emailOf(notifications, "usr_0" as typeof user.id)).toBeNull();
  for (const stranger of [guest, seed, { kind: "customer", userId: user.id, tokens: {} } as const]) {
    expect(await IDENTITY.emailOf(stranger, user.id)).toBeNull();
  }
});

async function outboxOf(userId: string): Promise<unknown[]> {
  return (await DB.prepare("SELECT seq FROM outbox WHERE stream = ?").bind(`user/${userId}`).all()).results;
}
