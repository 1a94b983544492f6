import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import type { Env } from "../../../workers/orders/env.ts";
import { reconcileStock } from "../../../workers/orders/reconcile.ts";
import { prepared } from "./support.ts";

beforeAll(prepared);

const WAREHOUSE: Caller = {
  ...{ kind: "staff", userId: "usr_1" as UserId, tokens: {} },
  permissions: ["inventory:write"],
};
/** A time from which on no test has an order. */
const since = Date.parse("2300-01-01T00:00:00Z");

/** Orders' own surroundings, with a list that has waited for something so long. */
function behind(waitedMs: number | null): Env {
  return {
    ...env,
    EVENTS: { waitingSince: async () => (waitedMs === null ? null : Date.now() - waitedMs) },
    INVENTORY: { reassert: async () => [] },
  } as unknown as Env;
}

test("stock is told nothing while the list of orders is behind: some would not be found", async () => {
  expect(await reconcileStock(behind(60_000), WAREHOUSE, { since })).toEqual({
    ok: false,
    error: { code: "list_behind" },
  });
  for (const waited of [null, 1_000]) {
    expect(await reconcileStock(behind(waited), WAREHOUSE, { since })).toEqual({
      ok: true,
      value: { orders: 0, owed: [], nextCursor: null },
    });
  }
});
