import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { audit } from "../../scripts/crash/audit/audit.ts";
import { type Books, Reader } from "../../scripts/crash/audit/books.ts";
import { type CrashRun, crash } from "../../scripts/crash/run.ts";
import { Spoiled } from "./support/damage.ts";
import { DAMAGES } from "./support/damages.ts";

const ROUNDS_MAX_MS = 240_000;

let run: CrashRun;
beforeAll(async () => {
  run = await crash({ rounds: 2, seed: 1, shoppers: 6, seconds: 4, keep: true }, () => undefined);
}, ROUNDS_MAX_MS);
afterAll(() => {
  if (run?.rounds.every(({ findings }) => findings.length === 0)) rmSync(run.folder, { recursive: true, force: true });
});

describe("a shop that is killed again and again", () => {
  test("fault 1: is killed in the middle of everything, breaks none of its invariants, and every saga ends", () => {
    expect(run.rounds.map(({ findings, restless }) => ({ findings, restless }))).toEqual([
      { findings: [], restless: [] },
      { findings: [], restless: [] },
    ]);
    expect(run.rounds.flatMap(({ kills }) => kills).length).toBeGreaterThanOrEqual(4);
  });

  test("fault 2: what was asked and not answered is asked again, and answered as if nothing had been", () => {
    const lost = run.rounds.reduce((sum, { tally }) => sum + tally.lost, 0);
    expect(lost).toBeGreaterThan(0);
    expect(run.rounds.map(({ tally }) => tally.asked - tally.answered)).toEqual([0, 0]);
  });

  test("fault 9: forgets its queues with each kill, and every event has had its effect", () => {
    const books = new Reader(run.folder).readCopy();
    expect(books.shop.partitions.flatMap(({ log }) => log).length).toBeGreaterThan(0);
    expect(audit(books).filter(({ invariant }) => invariant === "I7" || invariant === "I8")).toEqual([]);
  });
});

describe("the audit finds out that", () => {
  let reader: Reader;
  let was: Books;
  let spoiled: Spoiled;
  beforeAll(() => {
    reader = new Reader(run.folder);
    was = reader.readCopy();
    spoiled = new Spoiled(run.folder);
  });
  afterEach(() => spoiled.restore());

  test.each(DAMAGES)("%s: %j", (_, broken, spoil) => {
    spoil(spoiled, was);
    const found = audit(reader.readCopy()).map(({ invariant }) => invariant);
    expect([...new Set(found)].sort()).toEqual(broken);
  });

  test("nothing is wrong any more when all is put right again", () => {
    expect(audit(reader.readCopy())).toEqual([]);
  });
});
