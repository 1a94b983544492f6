import { parseArgs } from "node:util";
import { report, simulate } from "../test/simulation/run.ts";
import { BUGS, type Bug } from "../test/simulation/world/bugs.ts";

const USAGE = `usage: npm run simulate -- [--seeds N] [--seed S] [--bug ${BUGS.join("|")}]`;

/** N runs from seed S on; the first that fails prints its trace. */
const { first, count, bug } = readOptions() ?? usage();
const failures = await run(bug);
process.exit(failures > 0 ? 1 : 0);

async function run(planted: Bug | null): Promise<number> {
  let failed = 0;
  for (let seed = first; seed < first + count; seed++) {
    const failure = await simulate(seed, planted);
    if (failure === null) continue;
    failed += 1;
    if (failed === 1) console.log(report(failure));
  }
  console.log(`${count} seeds, ${failed} failed`);
  return failed;
}

/** Null for what cannot be run. */
function readOptions(): { first: number; count: number; bug: Bug | null } | null {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({ options: { seeds: text, seed: text, bug: text } });
    const [first, count] = [Number(values.seed ?? 1), Number(values.seeds ?? 1_000)];
    const bug = BUGS.find((name) => name === values.bug) ?? null;
    const isKnown = values.bug === undefined || bug !== null;
    return Number.isSafeInteger(first) && Number.isSafeInteger(count) && count >= 1 && isKnown
      ? { first, count, bug }
      : null;
  } catch {
    return null; // An option we do not know.
  }
}

function usage(): never {
  console.error(USAGE);
  process.exit(2);
}
