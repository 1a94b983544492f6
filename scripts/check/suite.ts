import { causeOf } from "../../domain/kernel/log.ts";

/** What became of a suite's tests; `output` is for people, where something failed. */
export type Outcome = { passed: number; failed: number; output: string };

export type Suite = {
  name: string;
  budgetSeconds: number;
  /** Its tests wait for clocks, or count what a quiet machine does: nothing else runs meanwhile. */
  alone?: boolean;
  run: () => Promise<Outcome>;
};

/** Suites at once: the machine this is made for has two cores. */
const LANES = 2;

/** A suite that is one question: it counts as one test. */
export function oneTest({ code, output }: { code: number; output: string }): Outcome {
  return code === 0 ? { passed: 1, failed: 0, output: "" } : { passed: 0, failed: 1, output };
}

/** Runs suites two at a time, then those that want to be alone, in the order given; prints what each took of its budget. */
export async function runSuites(suites: readonly Suite[]): Promise<{ passed: number; failed: number }> {
  const total = { passed: 0, failed: 0 };
  const runAll = async (queue: Suite[]): Promise<void> => {
    for (let suite = queue.shift(); suite !== undefined; suite = queue.shift()) {
      const { passed, failed } = await runOne(suite);
      total.passed += passed;
      total.failed += failed;
    }
  };
  const together = suites.filter(({ alone = false }) => !alone);
  await Promise.all(Array.from({ length: LANES }, () => runAll(together)));
  await runAll(suites.filter(({ alone = false }) => alone));
  return total;
}

async function runOne(suite: Suite): Promise<Outcome> {
  const began = performance.now();
  const outcome = await outcomeOf(suite);
  if (outcome.failed > 0) console.log(`\n${outcome.output.trim()}\n`);
  console.log(line(suite, (performance.now() - began) / 1000, outcome));
  return outcome;
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
