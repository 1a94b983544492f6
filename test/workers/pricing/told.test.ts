import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import rulesTable from "../../../d1/migrations/pricing/0001_rules.sql?raw";
import eventsTable from "../../../d1/migrations/pricing/0002_events.sql?raw";
import { readRulesEvent } from "../../../queues/events/rules.ts";
import { rate, rules } from "../../domain/pricing/shop.ts";
import { heard } from "../../support/fake-events.ts";
import { migrate } from "../../support/migrate.ts";
import worker, { type Bindings } from "./worker.ts";

const bindings = env as unknown as Bindings;
const { DB, PRICING, PRICING_ADMIN } = bindings;
beforeAll(() => migrate(DB, rulesTable, eventsTable));

const { version: _, ...plain } = rules();
const seed = { kind: "system", name: "seed" } as const;
const setTax = (ppm: number) => PRICING_ADMIN.setRules(seed, { ...plain, taxRates: [rate("FR", "standard", ppm)] });
const versionNow = () => PRICING.rulesVersion({ kind: "system", name: "orders" });

/** Waits until the log has heard of every version up to the one in force, once each and in order. */
async function hearsAll(): Promise<void> {
  const version = await versionNow();
  const all = Array.from({ length: version }, (_each, n) => n + 1);
  await vi.waitFor(() => expect(heard.events.map(({ seq }) => seq)).toEqual(all));
  expect(heard.events.map((event) => readRulesEvent(event).data.version)).toEqual(all);
  expect(heard.events.map(({ id }) => id)).toEqual(all.map((seq) => `rules/shop/${seq}`));
}

test("every version of the rules is told, from the first, and what changes nothing says nothing", async () => {
  await setTax(201);
  await setTax(201);
  await setTax(202);
  await hearsAll();
});

test("two versions at once are told in order", async () => {
  await Promise.all([setTax(203), setTax(204), setTax(205)]);
  await hearsAll();
});

test("a version that a release of before began, which says nothing, is told by the cron, or by the next", async () => {
  const begin =
    "INSERT INTO rules (version, content, created_at, superseded_at) SELECT max(version) + 1, ?, 5, ? FROM rules";
  const old = async (at: number) => {
    await DB.batch([
      DB.prepare("UPDATE rules SET superseded_at = ? WHERE superseded_at IS NULL").bind(at),
      DB.prepare(begin).bind(JSON.stringify(plain), null),
    ]);
  };
  await old(Date.now());
  await worker.scheduled(createScheduledController(), bindings);
  await hearsAll();
  await old(Date.now());
  await setTax(206);
  await hearsAll();
});
