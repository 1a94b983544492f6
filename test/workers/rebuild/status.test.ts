import { beforeEach, expect, test, vi } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import { rebuildBy, rebuildStatusFor } from "../../../workers/kernel/rebuilding.ts";
import { envelope } from "../../support/events.ts";
import { aShop, DB, done, emptied, LISTS, lists, live, newMeta } from "./support.ts";
import { append, log } from "./worker.ts";

beforeEach(emptied);

test("a rebuild that nobody has asked for is idle, and asking leaves nothing behind", async () => {
  const status = {
    projection: "orders-lists",
    state: "idle",
    startedAt: null,
    finishedAt: null,
    events: 0,
    cause: null,
  };
  expect(await LISTS.getByName("never").status()).toEqual(status);
});

test("one that runs is not begun again, and a repeated command begins nothing", async () => {
  await aShop();
  const meta = newMeta();
  const first = await lists().start(meta);
  expect(first).toMatchObject({ ok: true, value: { state: "running", events: 0, finishedAt: null } });
  const { startedAt } = first.ok ? first.value : { startedAt: null };
  expect(await lists().start(newMeta())).toMatchObject({ ok: true, value: { startedAt } });
  await done(lists);
  expect(await lists().start(meta)).toMatchObject({ ok: true, value: { state: "done", startedAt } });
  expect(await lists().start({ ...meta, bodyHash: "other" })).toEqual({
    ok: false,
    error: { code: "idempotency_mismatch" },
  });
  const again = await lists().start(newMeta());
  expect(again.ok && (again.value.startedAt ?? 0) > (startedAt ?? 0)).toBe(true);
  await done(lists);
});

test("an event that cannot be read stops it, says which, and leaves the live lists alone; it goes on when it can be read", async () => {
  await aShop();
  const before = await live();
  const [poison] = append(envelope("order/poison", 1, { type: "OrderTeleported", data: {} }));
  await lists().start(newMeta());
  await vi.waitFor(async () => expect(await lists().status()).toMatchObject({ state: "failing" }), { timeout: 5_000 });
  expect((await lists().status()).cause).toContain("order/poison/1");
  expect((await live()).orders).toEqual(before.orders);
  log.partitions[poison?.partition ?? 0]?.pop();
  await lists().start(newMeta());
  expect(await done(lists)).toMatchObject({ cause: null, events: 33 });
  expect(await live()).toEqual(before);
});

test("what the database refuses stops it, and staff read which event that was and why", async () => {
  await aShop();
  await DB.prepare(
    "CREATE TRIGGER broken BEFORE INSERT ON orders_next BEGIN SELECT RAISE(ABORT, 'the night is broken'); END",
  ).run();
  await lists().start(newMeta());
  await vi.waitFor(async () => expect(await lists().status()).toMatchObject({ state: "failing" }), { timeout: 5_000 });
  expect((await lists().status()).cause).toMatch(/order\/ord_\w+\/1 does not apply: .*the night is broken/);
  await DB.prepare("DROP TRIGGER broken").run();
  await lists().start(newMeta());
  expect(await done(lists)).toMatchObject({ cause: null, events: 33 });
});

test("only staff who may write events ask for it, and only those who may read them see it", async () => {
  const staff = (...permissions: ("events:read" | "events:write" | "orders:write")[]): Caller => ({
    ...{ kind: "staff", userId: "usr_1" as UserId, permissions, tokens: {} },
  });
  const strangers: Caller[] = [
    { kind: "guest", tokens: {} },
    { kind: "customer", userId: "usr_2" as UserId, tokens: {} },
    { kind: "system", name: "orders" },
    staff("orders:write"),
  ];
  const forbidden = { ok: false, error: { code: "forbidden" } };
  for (const caller of [...strangers, staff("events:read")]) {
    expect(await rebuildBy(LISTS, caller, newMeta())).toEqual(forbidden);
  }
  for (const caller of [...strangers, staff("events:write")]) {
    expect(await rebuildStatusFor(LISTS, caller)).toEqual(forbidden);
  }
  expect(await rebuildBy(LISTS, staff("events:write"), newMeta())).toMatchObject({ ok: true });
  await done(lists);
  expect(await rebuildStatusFor(LISTS, staff("events:read"))).toMatchObject({ ok: true, value: { state: "done" } });
});
