export type Sample = { name: string; labels: Record<string, string>; value: number };
export type Metric = { name: string; type: string; help: string; samples: Sample[] };

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"/g;

/**
 * Reads Prometheus' text format 0.0.4 as strictly as a scraper does, and throws at what is wrong: a sample before its TYPE or among
 * another's, a series twice, a histogram whose buckets do not add up. Shares nothing with what writes it.
 */
export function parsePrometheus(text: string): Map<string, Metric> {
  if (!text.endsWith("\n")) throw new Error("the last line must end");
  const metrics = new Map<string, Metric>();
  const seen = new Set<string>();
  let last: Metric | null = null;
  let help: { name: string; text: string } | null = null;
  for (const line of text.slice(0, -1).split("\n")) {
    if (line.startsWith("# HELP ")) {
      const [name = "", ...words] = line.slice("# HELP ".length).split(" ");
      help = { name, text: words.join(" ") };
    } else if (line.startsWith("# TYPE ")) {
      const [name = "", type = ""] = line.slice("# TYPE ".length).split(" ");
      if (help?.name !== name || help.text === "") throw new Error(`${name} has no help`);
      if (metrics.has(name)) throw new Error(`${name} stands in two places`);
      last = { name, type, help: help.text, samples: [] };
      metrics.set(name, last);
    } else {
      const sample = sampleOf(line);
      if (last === null || !belongs(sample, last)) throw new Error(`${sample.name} stands under another's TYPE`);
      const series = line.slice(0, line.lastIndexOf(" "));
      if (seen.has(series)) throw new Error(`${series} stands there twice`);
      seen.add(series);
      last.samples.push(sample);
    }
  }
  for (const metric of metrics.values()) check(metric);
  return metrics;
}

function sampleOf(line: string): Sample {
  const [, name, labels = "", number = ""] = SAMPLE.exec(line) ?? [];
  const value = number === "+Inf" ? Number.POSITIVE_INFINITY : Number(number);
  if (name === undefined || Number.isNaN(value)) throw new Error(`no sample: ${line}`);
  return {
    name,
    labels: Object.fromEntries([...labels.matchAll(LABEL)].map(([, key = "", text = ""]) => [key, text])),
    value,
  };
}

function belongs({ name }: Sample, metric: Metric): boolean {
  if (metric.type !== "histogram") return name === metric.name;
  return ["_bucket", "_sum", "_count"].some((suffix) => name === metric.name + suffix);
}

function check({ name, type, samples }: Metric): void {
  if (samples.length === 0) throw new Error(`${name} has no samples`);
  if (type === "counter" && !name.endsWith("_total")) throw new Error(`the counter ${name} must end in _total`);
  if (type !== "gauge" && samples.some(({ value }) => value < 0)) throw new Error(`${name} is negative`);
  if (type === "histogram") checkHistogram(name, samples);
}

function checkHistogram(name: string, samples: Sample[]): void {
  const keyOf = ({ labels: { le: _, ...labels } }: Sample) => JSON.stringify(labels);
  for (const [labels, own] of Map.groupBy(samples, keyOf)) {
    const buckets = own.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels: { le } }) => (le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le)));
    const rising = (numbers: number[]) => numbers.every((number, at) => at === 0 || number >= (numbers[at - 1] ?? 0));
    const count = own.find((sample) => sample.name === `${name}_count`)?.value;
    if (!rising(bounds) || bounds.at(-1) !== Number.POSITIVE_INFINITY) throw new Error(`${name}${labels}: bounds`);
    if (!rising(buckets.map(({ value }) => value))) throw new Error(`${name}${labels}: buckets must add up`);
    if (buckets.at(-1)?.value !== count) throw new Error(`${name}${labels}: +Inf is the count`);
  }
}
