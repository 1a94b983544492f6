import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runNode } from "./check/command.ts";
import { dryRuns } from "./check/deploy.ts";
import { faults } from "./check/faults.ts";
import { openApi } from "./check/openapi.ts";
import { oneTest, runSuites, type Suite } from "./check/suite.ts";
import { vitestReports, vitestSuites } from "./check/vitest.ts";

const ROOT = join(import.meta.dirname, "..");
process.chdir(ROOT);
const folder = mkdtempSync(join(tmpdir(), "kiosk-check-"));

/** The quick ones first: whoever waits learns early. Names on the command line choose some (`npm run check -- types domain`). */
const SUITES: Suite[] = [
  {
    name: "format and lint",
    budgetSeconds: 15,
    run: async () => oneTest(await runNode(["node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off", "."])),
  },
  {
    name: "types",
    budgetSeconds: 20,
    run: async () => oneTest(await runNode(["node_modules/typescript/bin/tsc", "-p", "."])),
  },
  { name: "openapi", budgetSeconds: 20, run: () => openApi(folder) },
  { name: "deploy (dry run)", budgetSeconds: 60, run: () => dryRuns(ROOT, folder) },
  ...vitestSuites(folder),
  { name: "faults", budgetSeconds: 90, alone: true, run: () => faults(ROOT, folder, vitestReports(folder)) },
];

const chosen = process.argv.slice(2);
const suites = chosen.length === 0 ? SUITES : SUITES.filter(({ name }) => chosen.some((word) => name.startsWith(word)));
if (suites.length === 0)
  console.error(`No suite is named so. There are: ${SUITES.map(({ name }) => name).join(", ")}.`);
const { passed, failed } = await runSuites(suites);
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
