import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runNode } from "./command.ts";
import type { Outcome, Suite } from "./suite.ts";

const BUDGET_SECONDS: Record<string, number> = {
  architecture: 15,
  domain: 40,
  dev: 60,
  simulation: 150,
  system: 300,
  "system:alone": 150,
};
const WORKERS_BUDGET_SECONDS = 45;

/** A suite for each project of vitest.config.ts that has tests: pure rules first, whole systems last. */
export function vitestSuites(folder: string): Suite[] {
  return projects().map((project) => ({
    name: project,
    budgetSeconds: BUDGET_SECONDS[project] ?? WORKERS_BUDGET_SECONDS,
    alone: project.startsWith("system"),
    run: () => runProject(project, reportOf(folder, project)),
  }));
}

/** Where each of them leaves its results. */
export function vitestReports(folder: string): string[] {
  return projects().map((project) => reportOf(folder, project));
}

function projects(): string[] {
  const workers = readdirSync("test/workers").filter((name) => existsSync(`test/workers/${name}/wrangler.toml`));
  const all = [
    "architecture",
    "domain",
    "dev",
    ...workers.map((name) => `workers:${name}`),
    "simulation",
    "system",
    "system:alone",
  ];
  return all.filter((project) => hasTests(`test/${project.replace(":", "/")}`));
}

function reportOf(folder: string, project: string): string {
  return join(folder, `${project.replace(":", "-")}.json`);
}

function hasTests(folder: string): boolean {
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((path) => String(path).endsWith(".test.ts"))
  );
}

async function runProject(project: string, report: string): Promise<Outcome> {
  const { code, output } = await runNode([
    ...["node_modules/vitest/vitest.mjs", "run", "--project", project],
    ...["--reporter", "dot", "--reporter", "json", "--outputFile", report],
  ]);
  const { passed, failed } = existsSync(report) ? countOf(readFileSync(report, "utf8")) : { passed: 0, failed: 0 };
  // An error outside of every test (a file that does not load, an unhandled rejection) fails the run without failing a test.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, output };
}

type Report = { numPassedTests: number; numFailedTests: number };

function countOf(report: string): { passed: number; failed: number } {
  const { numPassedTests, numFailedTests } = JSON.parse(report) as Report;
  return { passed: numPassedTests, failed: numFailedTests };
}
