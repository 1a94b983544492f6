import { createHash } from "node:crypto";
import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import { int, text } from "../read/rows.ts";
import { type Aggregates, type Partition, rowsOf } from "../read/shop.ts";

/**
 * I15: each event in the log is linked to the one before by its hash. Versions and offsets have no gaps, no aggregate lies in
 * two places, and what was answered to a command is a place in its history.
 */
export function checkChain({ shop, orders, asked }: Books, findings: Findings): void {
  for (const id of shop.twice) findings.add("I15", id, "lies in two objects");
  const all: Record<string, Aggregates> = { order: shop.orders, stock: shop.stocks, cart: shop.carts };
  for (const aggregates of Object.values(all)) {
    for (const [id, events] of aggregates) {
      const gap = events.findIndex(({ version }, index) => version !== index + 1);
      if (gap >= 0) findings.add("I15", id, `has event ${events[gap]?.version} where ${gap + 1} belongs`);
    }
  }
  for (const { kind, row } of shop.commands) {
    const [id, version] = [text(row, "aggregate"), int(row, "version")];
    const last = all[kind]?.get(id)?.at(-1)?.version ?? 0;
    if (version > last)
      findings.add("I15", id, `a command was answered with version ${version}, and the last is ${last}`);
  }
  for (const { number, tables, log } of shop.partitions) {
    for (const offset of brokenLinks(tables)) {
      findings.add(
        "I15",
        `partition ${number}`,
        `the link of offset ${offset} is not that of its event and the one before`,
      );
    }
    const first = log[0]?.offset ?? 1;
    const gap = log.findIndex(({ offset }, index) => offset !== first + index);
    if (gap >= 0)
      findings.add("I15", `partition ${number}`, `has offset ${log[gap]?.offset} where ${first + gap} belongs`);
  }
  for (const { n, answers } of asked) {
    for (const { body } of answers) {
      const order = orders.get(String(body.id ?? ""));
      if (order === undefined || typeof body.version !== "number" || typeof body.status !== "string") continue;
      const then = order.statuses[body.version - 1];
      findings.same("I15", order.id, `what was answered to request ${n} of version ${body.version}`, [
        body.status,
        then,
      ]);
    }
  }
}

/** A round is shorter than anything stays out of the archive, so that the first event lies here, and its link is over nothing. */
function brokenLinks(tables: Partition["tables"]): number[] {
  const rows = rowsOf(tables, "log").toSorted((a, b) => int(a, "offset") - int(b, "offset"));
  const links = rows.map((row) => text(row, "chain"));
  const isBroken = (index: number) => {
    const hash = createHash("sha256").update(links[index - 1] ?? "");
    return hash.update(text(rows[index] ?? {}, "envelope")).digest("hex") !== links[index];
  };
  return rows.flatMap((row, index) => (isBroken(index) ? [int(row, "offset")] : []));
}
