import { beforeEach, describe, expect, test } from "vitest";
import type { DeadLetter } from "../../../contracts/events.ts";
import { err, ok } from "../../../domain/kernel/result.ts";
import { writeDeadLetterId } from "../../../workers/gateway/dead-letter-id.ts";
import { envelope } from "../../support/events.ts";
import { problem, request, signedIn } from "./shop.ts";
import { behind, callsOf, forget, says } from "./worker.ts";

beforeEach(forget);

const ADMIN = "/api/v1/admin/events";
const key = { partition: 3, subscriber: "inventory-levels", stream: "stock/MÜG €/1" } as const;
const id = writeDeadLetterId(key);
const letter: DeadLetter = {
  ...key,
  ...{ offset: 12, event: `${key.stream}/4`, type: "StockLevelChanged", version: 1, since: 1_750_000_000_000 },
  ...{ sends: 10, cause: "CHECK constraint failed", parked: 3 },
};
const since = "2025-06-15T15:06:40.000Z";
const reads = () => signedIn(["events:read"]);
const writes = () => signedIn(["events:write"]);
const get = async (path: string) => {
  const response = await request("GET", `${ADMIN}${path}`, { headers: reads() });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const post = async (path: string, json?: unknown, headers = {}) => {
  const response = await request("POST", `${ADMIN}${path}`, {
    headers: { ...writes(), ...headers },
    ...(json === undefined ? {} : { json }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

test("the partitions say where each subscriber is, with times as the API has them", async () => {
  const place = { subscriber: "orders-lists", reached: 9, lag: 1, unacked: 2, resends: 3, deadLetters: 1, parked: 4 };
  const times = { oldestUnackedAt: 1_750_000_000_000, oldestDeadLetterAt: null };
  const partition = { partition: 0, head: 10, chain: "c".repeat(64), kept: 1 };
  says("EVENTS_ADMIN.status", () => ok([{ ...partition, subscribers: [{ ...place, ...times }] }]));
  const shown = { ...place, oldestUnackedAt: since, oldestDeadLetterAt: null };
  expect(await get("/partitions")).toEqual({
    status: 200,
    body: { items: [{ ...partition, subscribers: [shown] }], nextCursor: null },
  });
});

describe("dead letters", () => {
  test("are listed by page and subscriber, each with an id that opens it", async () => {
    says("EVENTS_ADMIN.deadLetters", () => ok({ items: [letter], nextCursor: "next" }));
    const { body } = await get("/dead-letters?subscriber=inventory-levels&limit=5&cursor=c");
    expect(body).toEqual({ items: [{ ...letter, id, since }], nextCursor: "next" });
    expect(callsOf("EVENTS_ADMIN.deadLetters")[0]?.slice(1)).toEqual([
      { subscriber: "inventory-levels" },
      { limit: 5, cursor: "c" },
    ]);
    says("EVENTS_ADMIN.deadLetter", () => ok({ deadLetter: letter, envelope: envelope(key.stream, 4) }));
    expect(await get(`/dead-letters/${id}`)).toMatchObject({
      status: 200,
      body: { id, since, envelope: { seq: 4, at: "2025-06-15T15:06:40.004Z", data: {} } },
    });
    expect(callsOf("EVENTS_ADMIN.deadLetter")[0]?.[1]).toEqual(key);
  });

  test("are released once per key, by those who may write", async () => {
    says("EVENTS_ADMIN.release", () => ok({ released: 3 }));
    for (let time = 0; time < 2; time++) {
      expect(await post(`/dead-letters/${id}/release`, undefined, { "idempotency-key": "k" })).toEqual({
        status: 200,
        body: { released: 3 },
      });
    }
    const [first, again] = callsOf("EVENTS_ADMIN.release") as unknown as [unknown, { commandId: string }, unknown][];
    expect(first?.[2]).toEqual(key);
    expect(again?.[1].commandId).toBe(first?.[1].commandId);
  });

  test.each([
    ["nonsense", "nonsense"],
    ["no base64", "%C3%A4"],
    ["another writing of the same", `${id}=`],
    ["a partition there is not", Buffer.from("99.orders-lists.order/x").toString("base64url")],
    ["a number that is none", Buffer.from("03.orders-lists.order/x").toString("base64url")],
    ["a subscriber there is not", Buffer.from("3.__proto__.order/x").toString("base64url")],
    ["no stream", Buffer.from("3.orders-lists.").toString("base64url")],
    ["a stream with a line break", Buffer.from("3.orders-lists.a\nb").toString("base64url")],
    ["something endless", Buffer.from(`3.orders-lists.order/${"x".repeat(800)}`).toString("base64url")],
  ])("are not found by %s, and nobody is asked", async (_what, forged) => {
    expect(await get(`/dead-letters/${forged}`)).toMatchObject({ status: 404 });
    expect(await post(`/dead-letters/${forged}/release`)).toMatchObject({ status: 404 });
    expect(behind.calls.filter(({ name }) => name.startsWith("EVENTS"))).toEqual([]);
  });
});

describe("a replay", () => {
  beforeEach(() => says("EVENTS_ADMIN.replay", () => ok([{ partition: 2, fromOffset: 7 }])));

  test.each([
    [{ fromOffset: 0 }, { from: { offset: 0 } }],
    [
      { fromOffset: 7, partition: 2 },
      { partition: 2, from: { offset: 7 } },
    ],
    [{ fromTime: "2025-06-15T15:06:40Z" }, { from: { at: 1_750_000_000_000 } }],
  ])("of %j begins where it was asked to", async (wanted, asked) => {
    expect(await post("/replays", { subscriber: "orders-lists", ...wanted })).toEqual({
      status: 202,
      body: { items: [{ partition: 2, fromOffset: 7 }], nextCursor: null },
    });
    expect(callsOf("EVENTS_ADMIN.replay")[0]?.[2]).toEqual({ subscriber: "orders-lists", ...asked });
  });

  test.each([
    [{}, "fromOffset", "required"],
    [{ fromOffset: 1, fromTime: "2025-06-15T15:06:40Z" }, "fromTime", "conflict"],
    [{ fromOffset: -1 }, "fromOffset", "range"],
    [{ fromOffset: 1.5 }, "fromOffset", "not_integer"],
    [{ fromTime: "yesterday" }, "fromTime", "format"],
    [{ fromOffset: 1, partition: 16 }, "partition", "range"],
    [{ fromOffset: 1, subscriber: "everybody" }, "subscriber", "choice"],
    [{ fromOffset: 1, force: true }, "force", "unknown_field"],
  ])("of %j is refused at %s as %s", async (wanted, path, code) => {
    const { status, body } = await post("/replays", { subscriber: "orders-lists", ...wanted });
    expect([status, body.errors]).toEqual([400, [{ path, code }]]);
    expect(callsOf("EVENTS_ADMIN.replay")).toEqual([]);
  });
});

describe("a rebuild", () => {
  const idle = { state: "idle", startedAt: null, finishedAt: null, events: 0, cause: null };
  const running = { ...idle, state: "running", startedAt: 1_750_000_000_000, events: 12 };

  test.each([
    ["orders-lists", "ORDERS"],
    ["inventory-levels", "INVENTORY_ADMIN"],
    ["search-index", "SEARCH"],
  ])("of %s is begun by its owner", async (projection, binding) => {
    says("EVENTS_ADMIN.claim", () => ok(null));
    says(`${binding}.rebuild`, () => ok({ projection, ...running }));
    expect(await post("/rebuilds", { projection })).toEqual({
      status: 202,
      body: { projection, ...running, startedAt: since },
    });
  });

  test("is not begun with a key that was used for another projection", async () => {
    says("EVENTS_ADMIN.claim", () => err({ code: "idempotency_mismatch" }));
    expect(await post("/rebuilds", { projection: "search-index" }, { "idempotency-key": "k" })).toMatchObject({
      status: 422,
    });
    expect(callsOf("SEARCH.rebuild")).toEqual([]);
  });

  test("of anything else is refused", async () => {
    expect(await post("/rebuilds", { projection: "shipping-orders" })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "projection", code: "choice" }] },
    });
  });

  test("is seen with all others", async () => {
    const names = { ORDERS: "orders-lists", INVENTORY_ADMIN: "inventory-levels", SEARCH: "search-index" };
    for (const [binding, projection] of Object.entries(names)) {
      says(`${binding}.rebuildStatus`, () => ok({ projection, ...idle }));
    }
    const items = Object.values(names).map((projection) => ({ projection, ...idle }));
    expect(await get("/rebuilds")).toEqual({ status: 200, body: { items, nextCursor: null } });
    says("SEARCH.rebuildStatus", () => err({ code: "forbidden" }));
    expect(await get("/rebuilds")).toMatchObject({ status: 403 });
  });
});

test("none of it is for anybody else, and who may only look changes nothing", async () => {
  const writing = [`/dead-letters/${id}/release`, "/replays", "/rebuilds"];
  const reading = ["?partition=1", "/partitions", "/dead-letters", `/dead-letters/${id}`, "/rebuilds"];
  for (const path of reading) {
    expect((await request("GET", `${ADMIN}${path}`)).status).toBe(401);
    for (const headers of [signedIn(), signedIn(["orders:read", "events:write"])]) {
      expect(await problem(request("GET", `${ADMIN}${path}`, { headers }))).toMatchObject({ code: "forbidden" });
    }
  }
  for (const path of writing) {
    expect((await request("POST", `${ADMIN}${path}`, { json: {} })).status).toBe(401);
    for (const headers of [signedIn(), signedIn(["orders:write", "events:read"])]) {
      expect(await problem(request("POST", `${ADMIN}${path}`, { headers, json: {} }))).toMatchObject({
        code: "forbidden",
      });
    }
  }
});
