import { type Import, importsOf } from "../support/imports.ts";
import type { SourceFile } from "../support/tree.ts";

/** What each layer may import beside itself. `domain <- contracts <- queues <- durable-objects <- workers <- test`. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  contracts: ["domain"],
  queues: ["domain", "contracts", "d1"],
  "durable-objects": ["domain", "contracts", "queues"],
  d1: ["domain"],
  http: ["domain", "contracts"],
  ui: ["domain", "contracts"],
  // The demo shop's pictures are drawn when they are asked for.
  workers: ["domain", "contracts", "queues", "durable-objects", "d1", "http", "ui", "demo"],
  demo: ["domain"],
  dev: ["domain"],
  scripts: ["domain", "contracts", "queues", "durable-objects", "d1", "http", "workers", "demo", "dev"],
};
const ANYTHING = ["test"];

/** The envelope and the list of subscribers are words of the event log's contract: types, which queues say first. */
const LANGUAGE = new Set(["queues/envelope.ts", "queues/subscriptions.ts"]);
/** `npm run simulate` runs what the suite runs, with more seeds. */
const INSTRUMENT = /^test\/simulation\//;

/** Packages a layer may know. A layer not named here may know any. */
const PACKAGES: Record<string, readonly string[]> = {
  domain: [],
  contracts: [],
  queues: ["zod", "drizzle-orm", "cloudflare:workers"],
  "durable-objects": ["cloudflare:workers", "zod", "node:crypto"],
  d1: ["drizzle-orm"],
  demo: [],
};

/** Which trace is being served goes along by itself, for the log and for events: see `docs/decisions/0013`. No rule reads it. */
const AMBIENT: Record<string, readonly string[]> = { "domain/kernel/trace.ts": ["node:async_hooks", "node:crypto"] };

export const layerOf = (path: string): string => path.slice(0, Math.max(path.indexOf("/"), 0));

/** Files that import against the arrows. */
export function againstTheArrows(files: readonly SourceFile[]): string[] {
  return ourImports(files)
    .filter(({ from, to }) => {
      const [layer, other] = [layerOf(from), layerOf(to)];
      if (layer === other || ANYTHING.includes(layer) || layer === "") return false;
      if (layer === "contracts" && LANGUAGE.has(to)) return false;
      if (layer === "scripts" && INSTRUMENT.test(to)) return false;
      return !(MAY_IMPORT[layer] ?? []).includes(other);
    })
    .map(({ from, to }) => `${from} imports ${to}: ${layerOf(from)} may not know ${layerOf(to)}`);
}

/** Imports of packages that a layer may not know: a pure rule knows none. */
export function foreignPackages(files: readonly SourceFile[]): string[] {
  return files
    .flatMap(importsOf)
    .filter(({ ours }) => !ours)
    .filter(({ from, to }) => {
      const known = AMBIENT[from] ?? PACKAGES[layerOf(from)];
      return known !== undefined && !known.some((name) => to === name || to.startsWith(`${name}/`));
    })
    .map(({ from, to }) => `${from} imports ${to}: ${layerOf(from)} may not know it`);
}

const workerOf = (path: string) => /^workers\/([\w-]+)\//.exec(path)?.[1];

/** Workers that import another: they bind it, and know its contract only. */
export function workersThatMeet(files: readonly SourceFile[]): string[] {
  return ourImports(files)
    .filter(({ from, to }) => {
      const [self, other] = [workerOf(from), workerOf(to)];
      return self !== undefined && other !== undefined && self !== other && other !== "kernel";
    })
    .map(({ from, to }) => `${from} imports ${to}: bind it as a service and import its contract`);
}

/** Circles of imports, each once, as the path that closes it. What is only a type is erased, and closes none. */
export function circles(files: readonly SourceFile[]): string[] {
  const next = new Map(files.map((file) => [file.path, importsOf(file).filter(({ ours, erased }) => ours && !erased)]));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: string[]): void => {
    const seen = trail.indexOf(path);
    if (seen >= 0) found.push([...trail.slice(seen), path].join(" -> "));
    if (seen >= 0 || done.has(path)) return;
    for (const { to } of next.get(path) ?? []) walk(to, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  return found;
}

/** Imports of files that are not there. */
export function dangling(files: readonly SourceFile[], exists: (path: string) => boolean): string[] {
  return ourImports(files)
    .filter(({ to }) => !exists(to))
    .map(({ from, to }) => `${from} imports ${to}, which is not there`);
}

function ourImports(files: readonly SourceFile[]): Import[] {
  return files.flatMap(importsOf).filter(({ ours }) => ours);
}
