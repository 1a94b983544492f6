import {
  appendFileSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** Above this the file is written anew at the next start, without what has been overwritten since. */
const REWRITE_ABOVE_BYTES = 64 * 1024 * 1024;

/**
 * One line of JSON per request, written before it is answered, in one call: all of a request's changes or none survive a
 * kill. Not forced to disk: the machine itself is not expected to fail.
 */
export class Journal<Change> {
  readonly #path: string;
  #file: number;

  /** `apply` is called once per line that was ever completed, in order. */
  constructor(folder: string, apply: (changes: Change[]) => void) {
    mkdirSync(folder, { recursive: true });
    this.#path = join(folder, "journal.jsonl");
    const text = existsSync(this.#path) ? readFileSync(this.#path, "utf8") : "";
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    for (const line of whole.split("\n")) if (line !== "") apply(JSON.parse(line) as Change[]);
    this.#file = openSync(this.#path, "a");
    // A line that a kill cut short was never answered for.
    if (whole.length < text.length) ftruncateSync(this.#file, Buffer.byteLength(whole));
  }

  append(changes: Change[]): void {
    writeSync(this.#file, `${JSON.stringify(changes)}\n`);
  }

  /** Begins the file anew from what is still true, if it has grown too long. */
  rewriteWhenLong(current: () => Iterable<Change>): void {
    if (statSync(this.#path).size < REWRITE_ABOVE_BYTES) return;
    const fresh = `${this.#path}.new`;
    writeFileSync(fresh, "");
    for (const change of current()) appendFileSync(fresh, `${JSON.stringify([change])}\n`);
    this.#replaceBy(fresh);
  }

  clear(): void {
    ftruncateSync(this.#file, 0);
  }

  close(): void {
    closeSync(this.#file);
  }

  #replaceBy(fresh: string): void {
    closeSync(this.#file);
    renameSync(fresh, this.#path);
    this.#file = openSync(this.#path, "a");
  }
}
