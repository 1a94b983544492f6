import type { Counts } from "../contracts/metrics.ts";

/** A metric, as Prometheus wants it introduced. */
export type Family = { name: string; type: "counter" | "gauge" | "histogram"; help: string };

const LE = /,?le="([^"]+)"/;

/** A series' name with its labels: the form in which it is counted, kept and shown. */
export function seriesOf(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

/**
 * Prometheus text exposition format 0.0.4. A series of no family (counted by a release that had one more) is left out, and so is
 * a family without a series.
 */
export function exposition(families: readonly Family[], counts: Counts): string {
  const byName = Map.groupBy(counts, ([series]) => series.replace(/\{.*$/s, ""));
  const lines = families.flatMap(({ name, type, help }) => {
    const names = type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
    const samples = names.flatMap((each) => [...(byName.get(each) ?? [])].sort(inOrder));
    if (samples.length === 0) return [];
    return [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(([series, value]) => `${series} ${value}`),
    ];
  });
  return `${lines.join("\n")}\n`;
}

/** By their labels; the buckets of one histogram by their bound. */
function inOrder([a]: Counts[number], [b]: Counts[number]): number {
  const [labelsA, labelsB] = [a.replace(LE, ""), b.replace(LE, "")];
  if (labelsA !== labelsB) return labelsA < labelsB ? -1 : 1;
  return boundOf(a) - boundOf(b);
}

function boundOf(series: string): number {
  const le = LE.exec(series)?.[1] ?? "0";
  return le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le);
}
