/** Lowest values of minute, hour, day of the month, month, day of the week; and how a date says them. UTC, as the platform. */
const FIELDS: { from: number; to: number; of: (at: Date) => number }[] = [
  { from: 0, to: 59, of: (at) => at.getUTCMinutes() },
  { from: 0, to: 23, of: (at) => at.getUTCHours() },
  { from: 1, to: 31, of: (at) => at.getUTCDate() },
  { from: 1, to: 12, of: (at) => at.getUTCMonth() + 1 },
  // The platform counts Sunday as 1.
  { from: 1, to: 7, of: (at) => at.getUTCDay() + 1 },
];

/** Is the cron due in this minute? Numbers, lists, ranges and steps; what else the platform knows (names, L, W) is refused. */
export function isDue(cron: string, at: Date): boolean {
  const parts = cron.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    throw new Error(`cron "${cron}" has ${parts.length} fields, not ${FIELDS.length}`);
  return FIELDS.every(({ from, to, of }, index) =>
    (parts[index] ?? "").split(",").some((part) => {
      const found = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
      if (found === null) throw new Error(`cron "${cron}": "${part}" is not understood`);
      const [, first, last, step] = found;
      const low = first === undefined ? from : Number(first);
      const high = last !== undefined ? Number(last) : first === undefined || step !== undefined ? to : low;
      const value = of(at);
      return value >= low && value <= high && (value - low) % Number(step ?? 1) === 0;
    }),
  );
}
