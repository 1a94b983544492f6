import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of the repository: path from its root, and what is in it. */
export type SourceFile = { path: string; text: string };

const ROOT = join(import.meta.dirname, "../../..");

const BINARY = /\.(wasm|png|jpe?g|webp|ico|woff2?|pdf)$/;

/** Everything that is or would be tracked, as it lies on the disk now. */
export const tree: SourceFile[] = execFileSync(
  "git",
  ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  {
    cwd: ROOT,
    encoding: "utf8",
  },
)
  .split("\0")
  .filter((path) => path !== "" && !BINARY.test(path) && existsSync(join(ROOT, path)))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

const CODE = /\.(ts|tsx|mjs)$/;

/** Code of ours; what a generator wrote (`*.gen.*`) is held to nothing. */
export const code: SourceFile[] = tree.filter(({ path }) => CODE.test(path) && !path.includes(".gen."));
