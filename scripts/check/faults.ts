import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pageOf, problemsOf } from "../faults/page.ts";
import { faultTests } from "../faults/results.ts";
import { runFaultTests } from "../faults/run.ts";
import type { Outcome } from "./suite.ts";

const PAGE = "docs/faults.md";

/**
 * Every fault that must have a test has one, all passed, and the page names them as they are: from the reports of the suites
 * that ran before, or by a run of its own where they did not all run.
 */
export async function faults(root: string, folder: string, reports: readonly string[]): Promise<Outcome> {
  const all = reports.every((report) => existsSync(report)) ? reports : [await ownReport(root, folder)];
  const tests = all.flatMap((report) => faultTests(report, root));
  const problems = [...problemsOf(tests), ...outdated(pageOf(tests))];
  return { passed: problems.length === 0 ? 1 : 0, failed: problems.length, output: problems.join("\n") };
}

async function ownReport(root: string, folder: string): Promise<string> {
  const report = join(folder, "faults.json");
  const { output } = await runFaultTests(root, report);
  if (!existsSync(report)) throw new Error(output);
  return report;
}

function outdated(page: string): string[] {
  const kept = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "";
  return kept === page ? [] : [`${PAGE} does not say what the tests are: write it by npm run faults`];
}
