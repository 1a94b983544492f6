import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import { by, int, list, object, optional, type Row, text } from "../read/rows.ts";
import type { Logged } from "../read/shop.ts";
import { logOf } from "./log.ts";

/** I7, of truth that is a row and not a history: the log has heard of each of its versions, and its last word is the row. */
export function checkStreams(books: Books, findings: Findings): void {
  const streams = Map.groupBy(logOf(books.shop), ({ stream }) => stream);
  products(books, streams, findings);
  users(books, streams, findings);
  rules(books, streams, findings);
}

type Streams = ReadonlyMap<string, readonly Logged[]>;

function products({ shop }: Books, streams: Streams, findings: Findings): void {
  const rows = new Map(shop.lists.products.map((row) => [`product/${text(row, "id")}`, row]));
  const variants = Map.groupBy(shop.lists.variants, (row) => int(row, "product"));
  const prices = by(shop.lists.prices, "sku");
  const costs = (row: Row) =>
    (variants.get(int(row, "number")) ?? []).map((variant) => {
      const sku = text(variant, "sku");
      return [sku, sorted((prices.get(sku) ?? []).map((price) => [text(price, "currency"), int(price, "minor")]))];
    });
  // How many there are of those that are still there is counted with the rest of the log.
  for (const [stream, events] of streams) {
    if (events[0]?.kind !== "product") continue;
    versionsOf(stream, events, findings);
    const row = rows.get(stream);
    const last = events.at(-1);
    const isThere = row?.status === "published";
    findings.same("I7", stream, "the last of it", [last?.type, isThere ? "ProductListed" : "ProductUnlisted"]);
    if (!isThere || last?.type !== "ProductListed") continue;
    const said = [text(last.data, "handle"), text(last.data, "contentHash"), int(last.data, "number")];
    const is = [text(row, "handle"), text(row, "content_hash"), int(row, "number")];
    findings.same("I7", stream, "what was said of it", [said, is]);
    const told = list(last.data, "variants").map((each) => [
      text(each, "sku"),
      sorted(Object.entries(object(each, "prices"))),
    ]);
    findings.same("I7", stream, "what was said of its prices", [sorted(told), sorted(costs(row))]);
  }
}

const sorted = <T>(all: readonly T[]): T[] => [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** An account that staff made says nothing; whoever registered is the one the shopper is. */
function users({ shop, asked }: Books, streams: Streams, findings: Findings): void {
  const known = new Set(shop.lists.users.map((row) => `user/${text(row, "id")}`));
  for (const row of shop.lists.users) {
    const stream = `user/${text(row, "id")}`;
    findings.same("I7", stream, "its events in the log", [streams.get(stream)?.length ?? 0, int(row, "told")]);
  }
  for (const [stream, events] of streams) {
    if (events[0]?.kind === "user" && !known.has(stream)) findings.add("I7", stream, "is of no account");
  }
  const told = shop.lists.users.filter((row) => int(row, "told") > 0).map((row) => text(row, "email"));
  const emails = asked.filter(({ kind }) => kind === "register").map(({ body }) => optional(body, "email"));
  findings.same("I9", "accounts", "who has registered", [sorted(told), sorted(emails)]);
}

/** Rules have one stream, and its seq is their version. */
function rules({ shop }: Books, streams: Streams, findings: Findings): void {
  const events = streams.get("rules/shop") ?? [];
  versionsOf("rules/shop", events, findings);
  const last = Math.max(0, ...shop.lists.rules.map((row) => int(row, "version")));
  findings.same("I7", "rules/shop", "its events in the log", [events.length, last]);
}

function versionsOf(stream: string, events: readonly Logged[], findings: Findings): void {
  const wrong = events.find(({ seq, data }) => data.version !== seq);
  if (wrong !== undefined) findings.add("I7", stream, `event ${wrong.seq} is of version ${String(wrong.data.version)}`);
}
