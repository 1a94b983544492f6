import { runInDurableObject } from "cloudflare:test";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ackAll, begin, bindings, DAY, end, meta, offsets, orders, partition, START, taken } from "./support.ts";

beforeEach(begin);
afterEach(end);
const PARTITION = 63;

type Row = { envelope: string; chain: string };

/** The links that the events make, whoever stores them: each over the one before and the event as text. */
function linksOf(rows: readonly Row[]): string[] {
  const links: string[] = [];
  for (const { envelope } of rows) {
    links.push(
      createHash("sha256")
        .update((links.at(-1) ?? "") + envelope)
        .digest("hex"),
    );
  }
  return links;
}

test("every event is linked to the one before by its hash, also when it went to the archive and came back", async () => {
  const log = partition("chain");
  const rows = () =>
    runInDurableObject(log, (_, { storage }) =>
      storage.sql.exec<Row>('SELECT envelope, chain FROM log ORDER BY "offset"').toArray(),
    );
  vi.setSystemTime(START - 100 * DAY);
  await log.append(PARTITION, orders(1, 60));
  await log.append(PARTITION, orders(31, 90)); // Half of it known: a repeat is no second link.
  await vi.waitFor(() => expect(taken("ORDERS_LISTS")).toHaveLength(90));
  await ackAll(log, offsets(1, 90));
  vi.setSystemTime(START);
  await log.append(PARTITION, orders(91, 91));
  const before = await rows();
  expect(before.map(({ chain }) => chain)).toEqual(linksOf(before));
  expect((await log.status(PARTITION)).chain).toBe(before.at(-1)?.chain);

  expect(await log.retain(START - 90 * DAY)).toBe(90);
  const archived = await bindings.ARCHIVE.get(`partition-${PARTITION}/1-90.jsonl`);
  const lines = ((await archived?.text()) ?? "").trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as Row).chain)).toEqual(linksOf(before).slice(0, 90));
  await log.replay(meta("chain"), "orders-lists", { offset: 1 });
  await vi.waitFor(async () => expect(await rows()).toEqual(before));
});
