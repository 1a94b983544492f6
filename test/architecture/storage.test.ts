import { expect, test } from "vitest";
import { APPLIED_SQL } from "../../d1/schema/applied.ts";
import { OUTBOX_SQL } from "../../d1/schema/outbox.ts";
import { tablesOf, undocumented } from "./rules/storage.ts";
import { deployedTomls } from "./support/toml.ts";
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

test("every database, bucket, object class and queue stands there too", () => {
  const tomls = deployedTomls(tree);
  const names = [
    ...tomls.flatMap(({ databases }) => databases.map(({ database_name }) => database_name)),
    ...tomls.flatMap(({ buckets }) => buckets.map(({ bucket_name }) => bucket_name)),
    ...tomls.flatMap(({ objects }) => objects.map(({ class_name }) => class_name)),
    ...tomls.flatMap(({ consumers }) => consumers),
  ];
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test("the tables that several databases have are the same in each", () => {
  const migrations = tree.filter(({ path }) => path.startsWith("d1/migrations/"));
  for (const [name, sql] of [
    ["applied", APPLIED_SQL],
    ["outbox", OUTBOX_SQL],
  ] as const) {
    const having = migrations.filter(({ text }) => text.includes(`CREATE TABLE ${name} `));
    expect(having.length, name).toBeGreaterThan(0);
    expect(having.filter(({ text }) => !text.includes(sql)).map(({ path }) => path)).toEqual([]);
  }
});

test("no table stands there that nobody makes", () => {
  const made = new Set(tablesOf(tree).map(({ table }) => table));
  // Made by whoever migrates.
  made.add("d1_migrations");
  const rows = [...page.matchAll(/^\| D1 (?:`kiosk-\w+` )?((?:`\w+`(?:, )?)+)/gm)].map(([, names = ""]) => names);
  const named = rows.flatMap((names) => [...names.matchAll(/\w+/g)].map(([name]) => name));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((table) => !made.has(table))).toEqual([]);
});
