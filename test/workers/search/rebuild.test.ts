import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import type { RebuildObject } from "../../../workers/search/rebuild.ts";
import { contentOf, DB, found, guest, happens, Product, prepared, SEARCH } from "./support.ts";
import { log } from "./worker.ts";

const { REBUILD } = env as unknown as { REBUILD: DurableObjectNamespace<RebuildObject> };
const currency = "HUF";
const variants = [{ prices: { HUF: 100 } }];
const staff: Caller = {
  kind: "staff",
  userId: "usr_1" as UserId,
  permissions: ["events:write", "events:read"],
  tokens: {},
};
const meta = (commandId: string) => ({ commandId, bodyHash: "hash", correlationId: commandId });

beforeAll(async () => {
  await prepared();
  const tables = ["goods", "listing", "facets", "terms", "words", "applied"];
  await DB.batch(tables.map((table) => DB.prepare(`DELETE FROM ${table}`)));
  const said = Array.from({ length: 30 }, (_, place) => {
    const product = new Product(`built${place}`);
    return [
      product.listed({ title: `Bygone ${place}`, variants }),
      ...(place % 3 === 0 ? [product.unlisted()] : []),
      ...(place % 2 === 0 ? [product.listed({ title: `Rebuilt thing ${place}`, category: ["Built"], variants })] : []),
    ];
  }).flat();
  log.push(...said);
  await happens(...said);
});

async function rebuilt(command: string): Promise<void> {
  expect(await SEARCH.rebuild(staff, meta(command))).toMatchObject({ ok: true });
  const status = () => REBUILD.getByName("rebuild").status();
  await vi.waitFor(async () => expect(await status()).toMatchObject({ state: "done", events: log.length }), {
    timeout: 20_000,
    interval: 20,
  });
}

test("an index that is rebuilt from the log equals the live one, places included, as often as one likes", async () => {
  const before = await contentOf("");
  for (const command of ["first", "second", "third"]) {
    await rebuilt(command);
    expect(await contentOf("")).toEqual(before);
    expect(Object.values(await contentOf("_next")).flat()).toEqual([]);
  }
});

test("a rebuild mends what is wrong, and the index goes on from there", async () => {
  const before = await contentOf("");
  await DB.batch(
    [
      "DELETE FROM words WHERE rowid % 2 = 0",
      "UPDATE goods SET title = 'Wrong'",
      "UPDATE terms SET weight = weight + 1",
    ].map((statement) => DB.prepare(statement)),
  );
  await rebuilt("mend");
  expect(await contentOf("")).toEqual(before);
  const after = new Product("after");
  await happens(after.listed({ title: "Afterwards", variants }));
  expect((await found({ currency, q: "afterwards" })).total).toBe(1);
  await happens(after.unlisted());
  expect(await contentOf("")).toMatchObject({ goods: before.goods, terms: before.terms, words: before.words });
});

test("is for staff who may", async () => {
  for (const caller of [guest, { ...staff, permissions: ["catalog:write"] }] as Caller[]) {
    expect(await SEARCH.rebuild(caller, meta("stranger"))).toEqual({ ok: false, error: { code: "forbidden" } });
    expect(await SEARCH.rebuildStatus(caller)).toEqual({ ok: false, error: { code: "forbidden" } });
  }
  expect(await SEARCH.rebuildStatus(staff)).toMatchObject({
    ok: true,
    value: { projection: "search-index", state: "done" },
  });
  await SEARCH.ready({ kind: "system", name: "gateway" });
});
