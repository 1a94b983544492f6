import type { PartitionStatus } from "../../../contracts/events.ts";

/** Where a subscriber stands in the whole log. */
export type Standing = { waiting: number; unacked: number; resends: number; deadLetters: number };
/** One look while the log drains. `seconds` since the first event was appended. */
export type Look = {
  seconds: number;
  appended: number;
  rssMb: number | null;
  cpuMs: number | null;
  subscribers: Record<string, Standing>;
};

export function standings(
  partitions: readonly PartitionStatus[],
  names: readonly string[],
): { head: number; subscribers: Record<string, Standing> } {
  const subscribers = names.map((name) => {
    const places = partitions.flatMap((partition) =>
      partition.subscribers.filter((place) => place.subscriber === name),
    );
    const sum = (of: (place: (typeof places)[number]) => number) =>
      places.reduce((total, place) => total + of(place), 0);
    return [
      name,
      {
        waiting: sum(({ lag }) => lag) + sum(({ unacked }) => unacked),
        unacked: sum(({ unacked }) => unacked),
        resends: sum(({ resends }) => resends),
        deadLetters: sum(({ deadLetters }) => deadLetters),
      },
    ] as const;
  });
  return { head: partitions.reduce((sum, { head }) => sum + head, 0), subscribers: Object.fromEntries(subscribers) };
}

const LINES_MAX = 24;

/** The curve as a page of text: so many lines as fit a screen, the last look among them. */
export function curve(looks: readonly Look[]): string {
  const names = Object.keys(looks[0]?.subscribers ?? {});
  const every = Math.max(1, Math.ceil(looks.length / LINES_MAX));
  const shown = looks.filter((_, index) => index % every === 0 || index === looks.length - 1);
  const head = ["s", "appended", "RSS MB", "CPU s", ...names.flatMap((name) => [name, "unacked", "resent"])];
  const lines = shown.map(({ seconds, appended, rssMb, cpuMs, subscribers }) => [
    seconds.toFixed(1),
    String(appended),
    rssMb === null ? "-" : rssMb.toFixed(0),
    cpuMs === null ? "-" : (cpuMs / 1_000).toFixed(1),
    ...names.flatMap((name) => {
      const { waiting = 0, unacked = 0, resends = 0 } = subscribers[name] ?? {};
      return [String(waiting), String(unacked), String(resends)];
    }),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)));
  return [head, ...lines]
    .map((line) => line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "))
    .join("\n");
}
