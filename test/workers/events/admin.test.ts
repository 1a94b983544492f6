import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { EventsAdminApi } from "../../../contracts/events.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import { PARTITIONS, partitionOf } from "../../../queues/partition.ts";
import { envelope } from "../../support/events.ts";
import { begin, bindings, end, meta, offsetsSent, partition, passTime, UNTIL_DEAD } from "./support.ts";
import { queues } from "./worker.ts";

beforeEach(begin);
afterEach(end);
const { EVENTS } = bindings;
const ADMIN = bindings.EVENTS_ADMIN;
const ORDERS = { kind: "system", name: "orders" } as const;
const staff = (...permissions: ("events:read" | "events:write")[]): Caller => ({
  ...{ kind: "staff", userId: "usr_1" as UserId, tokens: {} },
  permissions,
});
const READER = staff("events:read");
const WRITER = staff("events:read", "events:write");

const calls: Record<keyof EventsAdminApi, (caller: Caller) => Promise<unknown>> = {
  status: (caller) => ADMIN.status(caller),
  deadLetters: (caller) => ADMIN.deadLetters(caller, {}, { limit: 10 }),
  deadLetter: (caller) => ADMIN.deadLetter(caller, { partition: 0, subscriber: "orders-lists", stream: "order/x" }),
  release: (caller) =>
    ADMIN.release(caller, meta("stranger"), { partition: 0, subscriber: "orders-lists", stream: "order/x" }),
  releaseAll: (caller) => ADMIN.releaseAll(caller, meta("stranger"), "orders-lists"),
  claim: (caller) => ADMIN.claim(caller, meta("stranger")),
  replay: (caller) => ADMIN.replay(caller, meta("stranger"), { subscriber: "orders-lists", from: { offset: 1 } }),
};

test.each(Object.entries(calls))("%s is for staff with the permission only", async (name, call) => {
  const isWriting = ["claim", "release", "releaseAll", "replay"].includes(name);
  const strangers: Caller[] = [
    { kind: "guest", tokens: {} },
    { kind: "customer", userId: "usr_2" as UserId, tokens: {} },
    { kind: "system", name: "orders" },
    isWriting ? READER : staff("events:write"),
  ];
  for (const stranger of strangers) expect(await call(stranger)).toEqual({ ok: false, error: { code: "forbidden" } });
});

test("staff see dead letters of all partitions page by page, one whole, and let its stream go on", async () => {
  const streams = Array.from({ length: 7 }, (_, index) => `order/admin-${index}`);
  await EVENTS.append(
    ORDERS,
    streams.map((stream) => envelope(stream, 1)),
  );
  const numbers = [...new Set(streams.map(partitionOf))];
  for (const number of numbers) await passTime(partition(`partition-${number}`), UNTIL_DEAD);

  const seen: string[] = [];
  const filter = { subscriber: "orders-lists" } as const;
  let cursor: string | undefined;
  for (let pages = 0; pages < 20; pages++) {
    const page = await ADMIN.deadLetters(READER, filter, { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
    if (!page.ok) throw new Error(page.error.code);
    seen.push(...page.value.items.map(({ stream }) => stream));
    if (page.value.nextCursor === null) break;
    cursor = page.value.nextCursor;
  }
  expect(seen.filter((stream) => stream.startsWith("order/admin-")).toSorted()).toEqual(streams);
  expect(seen.map(partitionOf)).toEqual(seen.map(partitionOf).toSorted((a, b) => a - b));
  expect(await ADMIN.deadLetters(READER, {}, { limit: 3, cursor: "not-ours" })).toMatchObject({ ok: false });

  const stream = "order/admin-3";
  const key = { partition: partitionOf(stream), subscriber: "orders-lists", stream } as const;
  expect(await ADMIN.deadLetter(READER, key)).toMatchObject({
    ok: true,
    value: { deadLetter: { event: `${stream}/1`, sends: 10, cause: null }, envelope: envelope(stream, 1) },
  });
  expect(await ADMIN.deadLetter(READER, { ...key, partition: PARTITIONS })).toMatchObject({ ok: false });
  queues.batches = [];
  expect(await ADMIN.release(WRITER, meta("admin-1"), key)).toEqual({ ok: true, value: { released: 1 } });
  expect(await ADMIN.release(WRITER, meta("admin-1"), key)).toEqual({ ok: true, value: { released: 1 } });
  expect(await ADMIN.release(WRITER, meta("admin-1", "other"), key)).toEqual({
    ok: false,
    error: { code: "idempotency_mismatch" },
  });
  await vi.waitFor(() => expect(offsetsSent("ORDERS_LISTS")).toHaveLength(1));

  const all = { ok: true, value: { streams: 6, released: 6, more: false } };
  expect(await ADMIN.releaseAll(WRITER, meta("admin-all"), "orders-lists")).toEqual(all);
  expect(await ADMIN.releaseAll(WRITER, meta("admin-all"), "orders-lists")).toEqual(all);
  expect(await ADMIN.releaseAll(WRITER, meta("admin-all", "other"), "orders-lists")).toMatchObject({ ok: false });
  await vi.waitFor(() => expect(offsetsSent("ORDERS_LISTS")).toHaveLength(7));
  expect(await ADMIN.releaseAll(WRITER, meta("admin-again"), "orders-lists")).toMatchObject({ value: { streams: 0 } });
  expect(await ADMIN.deadLetter(READER, key)).toMatchObject({ ok: false, error: { code: "not_found" } });
});

test("staff see where every subscriber stands in every partition, and replay one in all of them", async () => {
  const status = await ADMIN.status(READER);
  if (!status.ok) throw new Error(status.error.code);
  expect(status.value.map(({ partition: number }) => number)).toEqual([...Array(PARTITIONS).keys()]);
  const begun = await ADMIN.replay(WRITER, meta("admin-2"), { subscriber: "orders-lists", from: { offset: 1 } });
  if (!begun.ok) throw new Error(begun.error.code);
  expect(begun.value).toEqual(status.value.map(({ partition: number }) => ({ partition: number, fromOffset: 1 })));
  const one = { subscriber: "orders-lists", partition: PARTITIONS, from: { at: 0 } } as const;
  expect(await ADMIN.replay(WRITER, meta("admin-3"), one)).toMatchObject({ ok: false });
});

test("a key is one command's: for other partitions it is refused, and nothing is done in any", async () => {
  const stream = Array.from({ length: 1_000 }, (_, index) => `order/claims-${index}`).find(
    (one) => partitionOf(one) === 0,
  );
  await EVENTS.append(ORDERS, [envelope(stream ?? "", 1)]);
  const first = { subscriber: "orders-lists", partition: 5, from: { offset: 1 } } as const;
  const begun = await ADMIN.replay(WRITER, meta("admin-4", "five"), first);
  expect(begun).toMatchObject({ ok: true });
  expect(await ADMIN.replay(WRITER, meta("admin-4", "five"), first)).toEqual(begun);
  const mismatch = { ok: false, error: { code: "idempotency_mismatch" } };
  queues.batches = [];
  for (const other of [
    { ...first, partition: 6 },
    { subscriber: first.subscriber, from: first.from },
  ]) {
    expect(await ADMIN.replay(WRITER, meta("admin-4", "other"), other)).toEqual(mismatch);
  }
  expect(queues.batches).toEqual([]);
  expect(await ADMIN.claim(WRITER, meta("admin-4", "other"))).toEqual(mismatch);
});
