import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { CannotStart } from "./cannot-start.ts";

/** The contents of a JSON file of ours; null where there is none. */
export function readJson(path: string): Record<string, unknown> | null {
  if (!existsSync(path)) return null;
  const parsed = parse(path);
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  throw new CannotStart(unreadable(path));
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new CannotStart(unreadable(path));
  }
}

function unreadable(path: string): string {
  return `${path} cannot be read as JSON. Restore it, or begin anew with --reset.`;
}

/** Whole or not at all, and readable by its owner only: secrets lie in these. */
export function writeJson(path: string, value: unknown): void {
  const beside = `${path}.new`;
  writeFileSync(beside, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(beside, path);
}
