import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, runNode } from "../check/command.ts";
import { FAULT } from "./results.ts";

/** Runs every test whose name holds a fault, of all projects, and writes what became of them to a report of vitest's. */
export function runFaultTests(root: string, report: string): Promise<Ended> {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts"))
    .filter((path) => readFileSync(join(root, "test", path), "utf8").search(FAULT) >= 0)
    .map((path) => join(root, "test", path));
  return runNode([
    // One file after another: whole shops beside each other would be slow enough to fail.
    ...["node_modules/vitest/vitest.mjs", "run", ...files, "--no-file-parallelism", "--testNamePattern", FAULT.source],
    ...["--reporter", "dot", "--reporter", "json", "--outputFile", report],
  ]);
}
