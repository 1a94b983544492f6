import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Envelope } from "../../queues/envelope.ts";
import type { Stored } from "./folded.ts";
import type { Understood } from "./understood.ts";

const FOLDER = import.meta.dirname;
/** What is understood and not written yet stands in no release: `ahead` holds it as the next one will write it. */
export const AHEAD = "ahead";

/** Oldest first. */
export const RELEASES = readdirSync(FOLDER)
  .filter((name) => /^\d+\.\d+\.\d+$/.test(name))
  .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));

/** By kind: the envelopes a release published. */
export function publishedBy(release: string): Record<string, Envelope[]> {
  return Object.fromEntries(filesOf(release, "published").map(([kind, file]) => [kind, lines<Envelope>(file)]));
}

/** An aggregate's events as its object stored them, and the state they were folded to then. */
export type History = { events: { type: string }[]; state: unknown };

export function storedBy(release: string): [Stored, History[]][] {
  return filesOf(release, "stored").map(([domain, file]) => [domain as Stored, lines<History>(file)]);
}

export function understoodBy(release: string): Understood {
  return JSON.parse(readFileSync(join(FOLDER, release, "understood.gen.json"), "utf8")) as Understood;
}

/** Is it noted what a subscriber made of a release? `test/workers/golden` compares it. */
export function isNoted(release: string, subscriber: string): boolean {
  return existsSync(join(FOLDER, release, `made.${subscriber}.gen.json`));
}

function filesOf(release: string, what: string): [name: string, path: string][] {
  const folder = join(FOLDER, release);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((file) => file.split("."))
    .filter(([kind, , ending]) => kind === what && ending === "jsonl")
    .map(([kind, name = ""]) => [name, join(folder, `${kind}.${name}.jsonl`)]);
}

function lines<Line>(path: string): Line[] {
  return readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}
