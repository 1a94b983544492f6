import { beforeEach, describe, expect, test } from "vitest";
import { envelope } from "../../support/events.ts";
import { request, signedIn } from "./shop.ts";
import { callsOf, forget, says } from "./worker.ts";

beforeEach(forget);

const get = async (query: string) => {
  const response = await request("GET", `/api/v1/admin/events${query}`, { headers: signedIn(["events:read"]) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe("the log", () => {
  const events = [4, 5, 9].map((offset) => ({ offset, envelope: envelope("order/x", offset) }));

  test("is read page by page, of some kinds", async () => {
    says("EVENTS.read", () => ({ events, end: true }));
    const { body } = await get("?partition=3&after=3&limit=2&kinds=order,stock");
    expect(body).toMatchObject({ items: [{ offset: 4, envelope: { seq: 4 } }, { offset: 5 }], nextCursor: "5" });
    expect(callsOf("EVENTS.read")[0]).toEqual([{ kind: "system", name: "gateway" }, 3, 3, ["order", "stock"]]);
    expect((await get("?partition=3")).body).toMatchObject({ nextCursor: null });
    await get("?partition=3&after=3&cursor=5");
    expect(callsOf("EVENTS.read").at(-1)?.slice(1, 3)).toEqual([3, 5]);
    says("EVENTS.read", () => ({ events, end: false }));
    expect((await get("?partition=3")).body).toMatchObject({ nextCursor: "9" });
  });

  test.each([
    "",
    "?partition=16",
    "?partition=-1",
    "?partition=1&kinds=",
    "?partition=1&kinds=cart",
    "?partition=1&after=x",
    "?partition=1&cursor=x",
  ])("is not read with %j", async (query) => {
    expect((await get(query)).status).toBe(400);
    expect(callsOf("EVENTS.read")).toEqual([]);
  });
});
