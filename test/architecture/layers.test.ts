import { describe, expect, test } from "vitest";
import { againstTheArrows, circles, dangling, foreignPackages, workersThatMeet } from "./rules/layers.ts";
import { code, tree } from "./support/tree.ts";

const file = (path: string, text: string) => ({ path, text });

describe("imports follow the arrows", () => {
  test("domain <- contracts <- queues <- durable-objects <- workers <- test", () => {
    expect(againstTheArrows(code)).toEqual([]);
  });

  test.each([
    ["domain/cart/cart.ts", 'import type { X } from "../../contracts/cart.ts";'],
    ["contracts/cart.ts", 'export type { X } from "../workers/cart/index.ts";'],
    ["durable-objects/cart.ts", 'import {\n  a,\n  b,\n} from "../workers/kernel/ids.ts";'],
    ["workers/cart/index.ts", 'const lazy = await import("../../scripts/seed.ts");'],
    ["workers/cart/index.ts", 'import "../../dev/stripe/main.ts";'],
  ])("an arrow the wrong way in %s is found", (path, text) => {
    expect(againstTheArrows([file(path, text)])).toHaveLength(1);
  });

  test("what only looks like an import is not one", () => {
    const text = `// import { x } from "../workers/x.ts";\nconst text = 'import { x } from "../workers/x.ts"';`;
    expect(againstTheArrows([file("domain/cart/cart.ts", text)])).toEqual([]);
  });
});

describe("packages", () => {
  test("are known only where a layer may know them: a pure rule knows none", () => {
    expect(foreignPackages(code)).toEqual([]);
  });

  test("one in a pure rule is found, the runtime's own too", () => {
    const text = 'import * as z from "zod";\nimport { createHash } from "node:crypto";';
    expect(foreignPackages([file("domain/cart/cart.ts", text)])).toHaveLength(2);
    expect(foreignPackages([file("workers/cart/index.ts", text)])).toEqual([]);
  });
});

describe("a Worker", () => {
  test("never imports another", () => {
    expect(workersThatMeet(code)).toEqual([]);
  });

  test("that does is found; the kernel is everyone's", () => {
    const text = 'import { a } from "../orders/queries.ts";\nimport { b } from "../kernel/ids.ts";';
    expect(workersThatMeet([file("workers/cart/index.ts", text)])).toHaveLength(1);
  });
});

describe("a circle of imports", () => {
  test("is nowhere", () => {
    expect(circles(code)).toEqual([]);
  });

  test("is found, however long", () => {
    const files = [
      file("domain/a.ts", 'import "./b.ts";'),
      file("domain/b.ts", 'import "./c.ts";'),
      file("domain/c.ts", 'import "./a.ts";'),
    ];
    expect(circles(files)).toEqual(["domain/a.ts -> domain/b.ts -> domain/c.ts -> domain/a.ts"]);
  });
});

test("every import of ours leads to a file", () => {
  const paths = new Set(tree.map(({ path }) => path));
  const exists = (path: string) => paths.has(path) || path.endsWith(".wasm");
  expect(dangling(code, exists)).toEqual([]);
  expect(dangling([file("domain/a.ts", 'import "./gone.ts";')], exists)).toHaveLength(1);
});
