import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Through } from "./served.ts";

const FOLDER = join(import.meta.dirname, "../releases");

/** These Workers as an earlier release deployed them (kept as bundles in `test/system/releases`), the others as they are now. */
export function asOf(release: string, workers: readonly string[]): Through {
  return async ({ name }, modules) => {
    const short = name.replace("kiosk-", "");
    const [main, ...others] = modules;
    if (!workers.includes(short) || main === undefined) return modules;
    const contents = gunzipSync(readFileSync(join(FOLDER, release, `${short}.js.gz`))).toString();
    return [{ ...main, contents }, ...others];
  };
}
