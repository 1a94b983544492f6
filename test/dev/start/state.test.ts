import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openState } from "../../../scripts/start/state.ts";

const root = mkdtempSync(join(tmpdir(), "kiosk-state-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function folderOf(format: number): string {
  const folder = join(root, `format-${format}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "settings.json"), JSON.stringify({ format, homes: 8, seeded: true }));
  return folder;
}

test.each([1, 2])(
  "a folder of a preview (format %i) is refused with the way out, and begun anew when that is said",
  (format) => {
    const folder = folderOf(format);
    expect(() => openState(folder, false)).toThrow(/holds a shop of a preview .* Begin anew with --reset\.$/);
    expect(openState(folder, true).settings).toEqual({ format: 3, homes: 8, seeded: false });
    expect(openState(folder, false).settings.format).toBe(3);
  },
);

test("a folder of a newer release is refused", () => {
  expect(() => openState(folderOf(4), false)).toThrow("was written by a newer release (format 4, this one knows 3)");
});
