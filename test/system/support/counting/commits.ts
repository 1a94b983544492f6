import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** An object's database is closed, and its log removed, after ten idle seconds: often enough to miss no commit. */
const LOOK_EVERY_MS = 100;
/** SQLite's write-ahead log: https://www.sqlite.org/fileformat2.html#the_write_ahead_log */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

type Log = { salts: string; read: number };

/**
 * Commits as they reach the disk, by what was written: an object's class, "<class> alarms", "D1". Each is a sync of the disk. Counted
 * in SQLite's own logs, because no other place sees all: alarms, and what the runtime writes for a new object.
 */
export class Commits {
  readonly #folder: string;
  readonly #logs = new Map<string, Log>();
  readonly #counts = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(folder: string) {
    this.#folder = folder;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  counts(): Map<string, number> {
    this.#look();
    return new Map(this.#counts);
  }

  /** Objects that have a database of their own, by class. */
  objects(): Map<string, number> {
    const files = this.#files("do").filter((path) => path.endsWith(".sqlite") && !isShared(path));
    return new Map([...Map.groupBy(files, classOf)].map(([name, own]) => [name, own.length]));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const found = [...this.#files("do"), ...this.#files("d1")].filter((path) => path.endsWith(".sqlite-wal"));
    for (const path of this.#logs.keys()) if (!found.includes(path)) this.#logs.delete(path);
    for (const path of found) this.#readOn(path);
  }

  #readOn(path: string): void {
    const file = openOrGone(path);
    if (file === null) return;
    const header = bytesAt(file, 0, HEADER_BYTES);
    if (header !== null) {
      const salts = header.toString("hex", 16, 24);
      const known = this.#logs.get(path);
      const log = known?.salts === salts ? known : { salts, read: HEADER_BYTES };
      this.#logs.set(path, log);
      const commits = readCommits(file, log, FRAME_HEADER_BYTES + header.readUInt32BE(8));
      const name = nameOf(path);
      if (commits > 0) this.#counts.set(name, (this.#counts.get(name) ?? 0) + commits);
    }
    closeSync(file);
  }

  #files(kind: "do" | "d1"): string[] {
    const folder = join(this.#folder, kind);
    if (!existsSync(folder)) return [];
    const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
    // Once in ten seconds, however many orders there were: see `bindings.ts`.
    return paths.filter((path) => !path.includes("-MetricsObject"));
  }
}

/** The commits among the frames that were added since the last look: a frame with the database's size ends one. */
function readCommits(file: number, log: Log, frameBytes: number): number {
  let commits = 0;
  const { size } = fstatSync(file);
  while (log.read + frameBytes <= size) {
    const frame = bytesAt(file, log.read, FRAME_HEADER_BYTES);
    if (frame?.toString("hex", 8, 16) !== log.salts) break;
    if (frame.readUInt32BE(4) > 0) commits += 1;
    log.read += frameBytes;
  }
  return commits;
}

function bytesAt(file: number, position: number, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, position) === length ? bytes : null;
}

/** It may be closed between the listing and this. */
function openOrGone(path: string): number | null {
  try {
    return openSync(path, "r");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw cause;
  }
}

/** The alarms of a class lie in one file that its objects share. */
const isShared = (path: string) => basename(path).startsWith("metadata.sqlite");
const classOf = (path: string) => basename(dirname(path)).split("-").at(-1) ?? "";

function nameOf(path: string): string {
  if (path.includes("D1DatabaseObject")) return "D1";
  return isShared(path) ? `${classOf(path)} alarms` : classOf(path);
}
