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
  test("faults 1, 3 and 9: breaks none of its invariants, loses nothing and comes to rest", () => {
    expect(run.rounds.map(({ findings, restless }) => ({ findings, restless }))).toEqual([
      { findings: [], restless: [] },
      { findings: [], restless: [] },
    ]);
    expect(run.rounds.flatMap(({ kills }) => kills).length).toBeGreaterThanOrEqual(4);
    expect(run.rounds.reduce((sum, { tally }) => sum + tally.answered, 0)).toBeGreaterThan(50);
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
  afterEach(() => {
    spoiled.restore();
    expect(audit(reader.readCopy())).toEqual([]);
  });

  test.each(DAMAGES)("%s: %j", (_, broken, spoil) => {
    spoil(spoiled, was);
    const found = audit(reader.readCopy()).map(({ invariant }) => invariant);
    expect([...new Set(found)].sort()).toEqual(broken);
  });
});
