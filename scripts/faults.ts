import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pageOf, problemsOf } from "./faults/page.ts";
import { faultTests } from "./faults/results.ts";
import { runFaultTests } from "./faults/run.ts";

/** `npm run faults`: runs the tests of faults and writes docs/faults.md. */
const ROOT = join(import.meta.dirname, "..");
process.chdir(ROOT);
const folder = mkdtempSync(join(tmpdir(), "kiosk-faults-"));
const report = join(folder, "report.json");
const { code, output } = await runFaultTests(ROOT, report);
if (code !== 0) console.log(output.trim());
const tests = faultTests(report, ROOT);
writeFileSync("docs/faults.md", pageOf(tests));
const problems = problemsOf(tests);
for (const problem of problems) console.log(problem);
console.log(`${tests.length} tests of ${new Set(tests.map(({ fault }) => fault)).size} faults, in docs/faults.md`);
rmSync(folder, { recursive: true, force: true });
process.exit(code === 0 && problems.length === 0 ? 0 : 1);
