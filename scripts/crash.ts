import { parseArgs } from "node:util";
import { INVARIANTS } from "./crash/audit/finding.ts";
import type { Round } from "./crash/round.ts";
import { type CrashOptions, crash, isSound } from "./crash/run.ts";

const USAGE = "usage: npm run crash -- [--rounds 20] [--seed N] [--shoppers 8] [--seconds 6] [--keep]";
const SHOWN_MAX = 40;
const SEED_BELOW = 1_000_000;

const options = readOptions() ?? usage();
// Whatever was started is ended by what hears of this process's end.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));

console.log(`seed ${options.seed}: ${options.rounds} rounds of ${options.seconds} s, ${options.shoppers} shoppers`);
const { rounds } = await crash(options, (round) => console.log(lines(round).join("\n")));
const broken = rounds.filter((round) => !isSound(round));
const kills = rounds.reduce((sum, round) => sum + round.kills.length + 1, 0);
console.log(
  broken.length === 0
    ? `${rounds.length} rounds, ${kills} kills, no invariant broken of ${Object.keys(INVARIANTS).join(", ")}. I11 does not apply: there are no coupons and gift cards yet.`
    : `Round ${broken[0]?.number} broke. Again: npm run crash -- --rounds ${broken[0]?.number} --seed ${options.seed} --shoppers ${options.shoppers} --seconds ${options.seconds}`,
);
process.exit(broken.length === 0 ? 0 : 1);

function lines({ number, seed, kills, tally, startsMs, restMs, auditMs, books, findings, restless }: Round): string[] {
  const struck = kills.map(({ moment, atMs }) => `${moment} at ${atMs} ms`).join(", ");
  const { asked, answered, lost, retried, faults } = tally;
  return [
    `round ${number} (${seed}): killed ${struck}; ${asked} asked, ${answered} answered, ${lost} lost, ${retried} retried, ${faults} answered with 500; starts ${startsMs} ms; at rest after ${restMs} ms; audit ${auditMs} ms: ${books}`,
    ...restless.slice(0, SHOWN_MAX).map((left) => `  not at rest: ${left}`),
    ...findings
      .slice(0, SHOWN_MAX)
      .map(({ invariant, subject, text }) => `  ${invariant} (${INVARIANTS[invariant]}): ${subject} ${text}`),
    ...(findings.length > SHOWN_MAX ? [`  and ${findings.length - SHOWN_MAX} more`] : []),
  ];
}

/** Null for what cannot be played. Without a seed: another one each time. */
function readOptions(): CrashOptions | null {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      options: { rounds: text, seed: text, shoppers: text, seconds: text, keep: { type: "boolean" } },
    });
    const read = {
      rounds: Number(values.rounds ?? 20),
      seed: Number(values.seed ?? Math.floor(Math.random() * SEED_BELOW)),
      shoppers: Number(values.shoppers ?? 8),
      seconds: Number(values.seconds ?? 6),
    };
    const isWhole = (number: number) => Number.isSafeInteger(number) && number >= 0;
    const areGood = Object.values(read).every(isWhole) && read.rounds > 0 && read.shoppers > 0;
    return areGood ? { ...read, keep: values.keep ?? false } : null;
  } catch {
    return null; // An option we do not know.
  }
}

function usage(): never {
  console.error(USAGE);
  process.exit(2);
}
