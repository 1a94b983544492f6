import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const KINDS = ["do", "d1"];

/**
 * Copies a shop's databases, each with its write-ahead log, so that nobody disturbs the runtime: a second process that opened
 * the originals could fold that log in. Only what has changed since the last copy is copied.
 */
export function copyState(from: string, to: string): void {
  for (const kind of KINDS) {
    const wanted = databasesBelow(join(from, kind));
    for (const path of wanted) copyWhenNewer(join(from, kind, path), join(to, kind, path));
    for (const path of databasesBelow(join(to, kind))) {
      if (!wanted.includes(path)) rmSync(join(to, kind, path), { force: true });
    }
  }
}

/** The main files of a copy: paths from its root. */
export function databases(folder: string): string[] {
  return KINDS.flatMap((kind) => databasesBelow(join(folder, kind)).map((path) => join(kind, path)))
    .filter((path) => path.endsWith(".sqlite"))
    .sort();
}

/** Alarms of a class lie in a file that its objects share: they are the runtime's, not the shop's. */
function databasesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.sqlite(-wal)?$/.test(path) && !path.includes("metadata.sqlite"),
  );
}

function copyWhenNewer(from: string, to: string): void {
  const [source, copy] = [statSync(from, { throwIfNoEntry: false }), statSync(to, { throwIfNoEntry: false })];
  // Closed, and its log removed, between the listing and this: the next copy has it.
  if (source === undefined) return;
  if (copy !== undefined && copy.size === source.size && copy.mtimeMs >= source.mtimeMs) return;
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
