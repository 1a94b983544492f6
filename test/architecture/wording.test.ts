import { describe, expect, test } from "vitest";
import { assembledSql, environmentSwitches, fatObjects, machineTraces, tooLong, unfinished } from "./rules/wording.ts";
import { code, tree } from "./support/tree.ts";

const at = (path: string, text: string) => [{ path, text }];

describe("a file", () => {
  test("has at most 200 lines", () => {
    expect(tooLong(code)).toEqual([]);
    expect(tooLong(at("domain/a.ts", "x;\n".repeat(201)))).toHaveLength(1);
  });

  test("of an object holds a thin class", () => {
    expect(fatObjects(code)).toEqual([]);
    const body = (lines: number) => `export class A extends B {\n${"  // why\n  x;\n\n".repeat(lines)}}\n`;
    expect(fatObjects(at("durable-objects/a.ts", body(77)))).toEqual([]);
    expect(fatObjects(at("durable-objects/a.ts", body(78)))).toHaveLength(1);
  });

  test("is finished, leaves no test out, and goes round no guard", () => {
    expect(unfinished(code)).toEqual([]);
  });

  test.each([
    "// TO" + "DO: later",
    "/* FIX" + "ME */",
    "// biome-" + "ignore lint: it is fine",
    "// @ts-" + "expect-error",
    'test.only("x", run);',
    'describe.skip("x", run);',
    "const a: any = 1;",
    "const a = b as any;",
    "const a = b!.c;",
    "const a = list[0]!;",
  ])("with %s is found", (text) => {
    expect(unfinished(at("test/a.test.ts", text))).toHaveLength(1);
  });

  test("may say such words to people, and negate and compare", () => {
    const text = 'const a = "any TO' + 'DO"; // leave out any of them\nif (!a || a !== b) run(!c);';
    expect(unfinished(at("domain/a.ts", text))).toEqual([]);
  });
});

describe("SQL", () => {
  test("is never put together from values", () => {
    expect(assembledSql(code)).toEqual([]);
  });

  test.each([
    ["db.prepare(`SELECT * FROM t WHERE a = $", "{a}`);"].join(""),
    ["sql.exec<Row>(`SELECT a FROM $", "{table}`);"].join(""),
    'db.exec("SELECT a FROM t WHERE b = " + b);',
    "sql.raw(text);",
  ])("%s is found", (text) => {
    expect(assembledSql(at("workers/cart/queries.ts", text))).toHaveLength(1);
  });

  test("of one piece is fine", () => {
    expect(assembledSql(at("workers/cart/queries.ts", "db.prepare(`SELECT a\n FROM t WHERE b = ?`).bind(b);"))).toEqual(
      [],
    );
  });
});

test("nothing that is deployed asks whether it is on a laptop", () => {
  expect(environmentSwitches(code)).toEqual([]);
  for (const text of ["if (env.DEV) run();", "if (isDev) run();", 'process.env.MODE === "x";']) {
    expect(environmentSwitches(at("workers/cart/index.ts", text)), text).toHaveLength(1);
  }
});

test("no file says on which machine it was made", () => {
  expect(machineTraces(tree)).toEqual([]);
  expect(machineTraces(at("a.md", `see /${"home"}/someone/kiosk`))).toHaveLength(1);
  expect(machineTraces(at("a.json", `https://${"registry"}.example.com/`))).toHaveLength(1);
});
