import { causeOf } from "../../domain/kernel/log.ts";

/** What became of a suite's tests; `output` is for people, where something failed. */
export type Outcome = { passed: number; failed: number; output: string };

export type Suite = { name: string; budgetSeconds: number; run: () => Promise<Outcome> };

/** A suite that is one question: it counts as one test. */
export function oneTest({ code, output }: { code: number; output: string }): Outcome {
  return code === 0 ? { passed: 1, failed: 0, output: "" } : { passed: 0, failed: 1, output };
}

/** Runs suites one after another (their tests share two cores as it is) and prints what each took of its budget. */
export async function runSuites(suites: readonly Suite[]): Promise<{ passed: number; failed: number }> {
  const total = { passed: 0, failed: 0 };
  for (const suite of suites) {
    const began = performance.now();
    const { passed, failed, output } = await outcomeOf(suite);
    const seconds = (performance.now() - began) / 1000;
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) console.log(`\n${output.trim()}\n`);
    console.log(line(suite, seconds, { passed, failed }));
  }
  return total;
}

async function outcomeOf(suite: Suite): Promise<Outcome> {
  try {
    return await suite.run();
  } catch (cause) {
    return { passed: 0, failed: 1, output: causeOf(cause) };
  }
}

function line(suite: Suite, seconds: number, { passed, failed }: { passed: number; failed: number }): string {
  const mark = failed > 0 ? "FAIL" : "ok";
  const over = seconds > suite.budgetSeconds ? "  OVER BUDGET" : "";
  const time = `${seconds.toFixed(1).padStart(6)} s of ${String(suite.budgetSeconds).padStart(3)} s`;
  return `${mark.padEnd(5)}${suite.name.padEnd(26)}${time}  ${passed} passed, ${failed} failed${over}`;
}
