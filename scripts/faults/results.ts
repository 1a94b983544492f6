import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";

/** What became of a test that belongs to a fault. */
export type FaultTest = { fault: number; file: string; name: string; passed: boolean };

/** As vitest's JSON reporter writes it. */
type Report = { testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[] };

export const FAULT = /fault (\d+):/g;

/** The fault tests in a report; those that did not run in it (another project's, or left out by a filter) are not there. */
export function faultTests(report: string, root: string): FaultTest[] {
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .flatMap(({ fullName, status }) =>
        [...fullName.matchAll(FAULT)].map(([, fault]) => ({
          fault: Number(fault),
          file: relative(root, name).split(sep).join("/"),
          name: fullName.replaceAll(FAULT, "").replaceAll(/\s+/g, " ").trim(),
          passed: status === "passed",
        })),
      ),
  );
}
