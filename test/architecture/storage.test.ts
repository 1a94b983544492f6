import { expect, test } from "vitest";
import { tablesOf, undocumented } from "./rules/storage.ts";
import { tree } from "./support/tree.ts";

const page = tree.find(({ path }) => path === "docs/storage.md")?.text ?? "";

test("every table of every database and object stands in docs/storage.md, under its owner", () => {
  expect(undocumented(tablesOf(tree), page)).toEqual([]);
});

test("a table that is on no page is found", () => {
  const migration = { path: "d1/migrations/cart/0001_wishes.sql", text: "CREATE TABLE wishes (id TEXT) STRICT;" };
  const object = { path: "durable-objects/cart/notes.ts", text: "`CREATE TABLE IF NOT EXISTS notes (text TEXT)`" };
  const found = tablesOf([migration, object]);
  expect(found).toEqual([
    { owner: "cart", table: "wishes", path: migration.path },
    { owner: "cart", table: "notes", path: object.path },
  ]);
  expect(undocumented(found, "## orders\n\n| `wishes`, `notes` |\n\n## cart\n")).toHaveLength(2);
  expect(undocumented(found, "## cart\n\n| `wishes`, `notes` |\n")).toEqual([]);
});

test("a table that the page alone knows is found", () => {
  const known = new Set(tablesOf(tree).map(({ table }) => table));
  const named = [...page.matchAll(/^\| (?:D1 [^|]*?|[^|]*?table )`([a-z_]+)`/gm)].map(([, table = ""]) => table);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((table) => !known.has(table))).toEqual([]);
});
