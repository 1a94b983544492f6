import { beforeEach, expect, test, vi } from "vitest";
import { aShop, beside, DB, done, emptied, lists, live, newMeta } from "./support.ts";
import { log, nothing } from "./worker.ts";

beforeEach(async () => {
  deaths = [];
  await emptied();
});

/** What the object was about to do, or had just done, when it was killed. */
let deaths: string[] = [];

/** Lets something happen at the moment number `at` of the next run. */
function atMoment(at: number, happens: (kill: () => void) => void): void {
  let moments = 0;
  log.moment = async (what, kill) => {
    if (++moments !== at) return;
    log.moment = nothing;
    deaths.push(what);
    happens(kill);
  };
}

/** To its end: staff ask for it once more where it stands, which is sooner than the next try of its own. */
async function ended(known: number): Promise<void> {
  const stands = async () => (await lists().status()).state;
  await vi.waitFor(async () => expect(deaths.length > known || (await stands()) === "done").toBe(true));
  if ((await stands()) !== "done") await lists().start(newMeta());
  await done(lists);
}

async function survives(at: number, happens: (kill: () => void) => void): Promise<void> {
  const known = deaths.length;
  const before = await live();
  await DB.prepare("UPDATE orders SET status = 'returned'").run();
  atMoment(at, happens);
  await lists().start(newMeta());
  await ended(known);
  expect([at, await live()]).toEqual([at, before]);
  expect(await beside()).toEqual([]);
  expect(await lists().status()).toMatchObject({ events: 33, cause: null });
}

test("fault 38: a rebuild ends with the right lists, whichever of its calls fails or loses its answer", async () => {
  await aShop();
  for (let at = 1; at === deaths.length + 1; at++) {
    await survives(at, () => {
      throw new Error("Network connection lost.");
    });
  }
  expect(new Set(deaths)).toEqual(new Set(["before batch", "after batch", "before read", "after read"]));
  expect(deaths.length).toBeGreaterThan(50);
}, 60_000);

test("fault 33: a rebuild whose object is killed goes on where it was, also right before and after its swap", async () => {
  await aShop();
  let moments = 0;
  log.moment = async () => {
    moments += 1;
  };
  await lists().start(newMeta());
  await done(lists);
  // At the end: swap, sweep, and a look whether anything is left, each with a before and an after.
  for (const at of [2, 6, moments - 5, moments - 4, moments - 2]) await survives(at, (kill) => kill());
  expect(deaths).toHaveLength(5);
}, 60_000);
