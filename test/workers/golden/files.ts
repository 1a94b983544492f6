import type { Envelope } from "../../../queues/envelope.ts";

type Files = Record<string, string>;
type Glob = (pattern: string, how: { query: "?raw"; import: "default"; eager: true }) => Files;
declare global {
  interface ImportMeta {
    glob: Glob;
  }
}

/** Inside workerd there is no disk: the files are part of the bundle. */
const migrations = import.meta.glob("../../../d1/migrations/*/*.sql", {
  query: "?raw",
  import: "default",
  eager: true,
});
const logs = import.meta.glob("../../golden/*/published.*.jsonl", { query: "?raw", import: "default", eager: true });

/** A domain's migrations, oldest first. */
export function migrationsOf(domain: string): string[] {
  const own = Object.entries(migrations).filter(([path]) => path.includes(`/${domain}/`));
  return own.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}

export const RELEASES = [...new Set(Object.keys(logs).map((path) => path.split("/").at(-2) ?? ""))].sort();

/** What a release published of these kinds, a list for each stream in its order. */
export function streamsOf(release: string, kinds: readonly string[]): Envelope[][] {
  const texts = kinds.map((kind) => logs[`../../golden/${release}/published.${kind}.jsonl`] ?? "");
  const envelopes = texts.flatMap((text) => text.split("\n").filter((line) => line !== ""));
  return [
    ...Map.groupBy(
      envelopes.map((line) => JSON.parse(line) as Envelope),
      ({ stream }) => stream,
    ).values(),
  ];
}
