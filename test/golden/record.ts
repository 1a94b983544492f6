import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Envelope } from "../../queues/envelope.ts";
import { type ServedShop, startServedShop } from "../system/support/served.ts";
import { foldedOf, STORED } from "./folded.ts";
import { rare } from "./record/rare.ts";
import { rowsOf } from "./record/rows.ts";
import { live } from "./record/stories.ts";
import { understoodNow } from "./understood.ts";

const ROOT = join(import.meta.dirname, "../..");
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
const folder = join(import.meta.dirname, version);
/** Files named after what is recorded, a line for each event or history: see docs/decisions on golden logs. */
const write = (name: string, lines: readonly unknown[]) =>
  writeFileSync(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));

/** Past the relays' and the queues' own pace: what was said is in the log. */
const QUIET_MS = 6_000;

/**
 * `node test/golden/record.ts`: records what the release that package.json names writes, from a real shop of its Workers, and
 * what it understands. To be run whenever a type or version is added, and a last time when the release is made; then
 * `npx vitest run --project workers:golden --update` notes what its consumers make of it. Earlier releases stay as they are.
 */
const shop = await startServedShop({ homes: 8 });
try {
  await live(shop);
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  await shop.served().stop();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  published(shop);
  stored(shop);
  writeFileSync(join(folder, "understood.gen.json"), `${JSON.stringify(understoodNow(), null, 2)}\n`);
} finally {
  await shop.close();
}

function published({ persist }: ServedShop): void {
  const rows = rowsOf<{ envelope: string }>(persist, "PartitionObject", "SELECT envelope FROM log");
  const envelopes = rows.map(({ envelope }) => JSON.parse(envelope) as Envelope);
  const byKind = Map.groupBy(envelopes, ({ stream }) => stream.slice(0, stream.indexOf("/")));
  for (const [kind, events] of byKind) write(`published.${kind}.jsonl`, inOrder(events));
}

function inOrder(events: Envelope[]): Envelope[] {
  return events.sort((a, b) => (a.stream === b.stream ? a.seq - b.seq : a.stream < b.stream ? -1 : 1));
}

function stored({ persist }: ServedShop): void {
  for (const domain of ["order", "cart", "stock"] as const) {
    const rows = rowsOf<{ aggregate: string; data: string }>(
      persist,
      STORED[domain],
      "SELECT aggregate, data FROM events ORDER BY aggregate, version",
    );
    const histories = [...Map.groupBy(rows, ({ aggregate }) => aggregate).values()].map((own) =>
      own.map(({ data }) => JSON.parse(data) as unknown),
    );
    write(
      `stored.${domain}.jsonl`,
      [...histories, ...rare(domain)].map((events) => ({ events, state: foldedOf(domain, events) })),
    );
  }
}
