import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Then the browser is ended: it is a child of this process alone. */
const PHOTOGRAPH_MAX_MS = 120_000;

/** Has a browser draw a page into a PNG of that size. False when none is installed. */
export async function photograph(
  page: string,
  png: string,
  { width, height }: { width: number; height: number },
): Promise<boolean> {
  const browser = installed();
  if (browser === null) return false;
  const profile = mkdtempSync(join(tmpdir(), "kiosk-contact-sheet-"));
  try {
    const args = [
      ...["--headless=new", "--disable-gpu", "--hide-scrollbars", "--no-first-run", `--user-data-dir=${profile}`],
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), // It refuses to run as root with one.
      ...[`--window-size=${width},${height}`, `--screenshot=${resolve(png)}`, pathToFileURL(resolve(page)).href],
    ];
    await promisify(execFile)(browser, args, { timeout: PHOTOGRAPH_MAX_MS, killSignal: "SIGKILL" });
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return true;
}

function installed(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
}
