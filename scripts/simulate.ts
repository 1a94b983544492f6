import { parseArgs } from "node:util";
import { report, simulate } from "../test/simulation/run.ts";
import { BUGS, type Bug } from "../test/simulation/world/bugs.ts";

/** npm run simulate -- --seeds N --seed S [--bug NAME]: N runs from seed S on; the first that fails prints its trace. */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    bug: { type: "string" },
  },
});
const [first, count] = [Number(values.seed), Number(values.seeds)];
const bug = values.bug === undefined ? null : (BUGS.find((name) => name === values.bug) ?? null);
if (
  !Number.isSafeInteger(first) ||
  !Number.isSafeInteger(count) ||
  count < 1 ||
  (values.bug !== undefined && bug === null)
) {
  console.error(`usage: npm run simulate -- --seeds N --seed S [--bug ${BUGS.join("|")}]`);
  process.exit(2);
}

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
