import { expect, test } from "vitest";
import { untraced } from "./rules/traced.ts";
import { code } from "./support/tree.ts";

test("every entrypoint goes on with its caller's trace", () => {
  expect(untraced(code)).toEqual([]);
});

test("the rule knows one that does not", () => {
  const head = "export class AService extends WorkerEntrypoint<Env> implements AApi {\n";
  const file = (text: string) => [{ path: "workers/a/index.ts", text }];
  expect(untraced(file(`${head}  static {\n    traced(AService);\n  }\n}`))).toEqual([]);
  expect(untraced(file(`${head}  ready() {}\n}`))).toEqual(["workers/a/index.ts: AService"]);
  expect(untraced(file(`${head}  static {\n    traced(BService);\n  }\n}`))).toEqual(["workers/a/index.ts: AService"]);
});
