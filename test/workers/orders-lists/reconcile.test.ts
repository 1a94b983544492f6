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
const MINUTE = 60_000;
/** Times at which no test has an order, long ago. */
const since = Date.parse("1990-01-01T00:00:00Z");
const until = since + MINUTE;

/** Orders' own surroundings, with a list that has waited for something since then. */
function waiting(waitingSince: number | null): Env {
  return {
    ...env,
    EVENTS: { waitingSince: async () => waitingSince },
    INVENTORY: { reassert: async () => [] },
  } as unknown as Env;
}

test("stock is told nothing while the list of orders has not heard of all that happened until it was set back", async () => {
  const isBehind = { ok: false, error: { code: "list_behind" } };
  // Something stands still; something of that time is on its way; what was told just now may not have come so far.
  for (const at of [0, since, until]) {
    expect(await reconcileStock(waiting(at), WAREHOUSE, { since, until })).toEqual(isBehind);
  }
  expect(await reconcileStock(waiting(null), WAREHOUSE, { since, until: Date.now() })).toEqual(isBehind);
  for (const at of [null, until + MINUTE]) {
    expect(await reconcileStock(waiting(at), WAREHOUSE, { since, until })).toEqual({
      ok: true,
      value: { orders: 0, owed: [], nextCursor: null },
    });
  }
});
