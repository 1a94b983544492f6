import { describe, expect, test } from "vitest";
import { differingEnvs } from "./rules/env.ts";
import { deployedTomls, readToml } from "./support/toml.ts";
import { code, tree } from "./support/tree.ts";

test("every Env lists exactly what its Worker's file gives", () => {
  expect(differingEnvs(deployedTomls(tree), code)).toEqual([]);
});

describe("of an Env that differs", () => {
  const toml = readToml({
    path: "workers/cart/wrangler.toml",
    text: 'name = "kiosk-cart"\nmain = "index.ts"\nvars = { HOMES = "0" }\nsecrets.required = ["ID_KEYS"]',
  });
  const env = (text: string) => [{ path: "workers/cart/index.ts", text }];

  test("what it lacks is found", () => {
    expect(differingEnvs([toml], env("export interface Env {\n  HOMES: string;\n}"))).toHaveLength(1);
  });

  test("what it has too much is found, however its type is written", () => {
    const text = "export type Env = { HOMES: string; ID_KEYS: string; CARTS: DurableObjectNamespace<CartObject> };";
    expect(differingEnvs([toml], env(text))).toEqual([expect.stringContaining("CARTS")]);
  });

  test("members of members are not its own, and inherited ones are", () => {
    const files = [
      { path: "durable-objects/cart.ts", text: "export type CartEnv = { ID_KEYS: string };" },
      {
        path: "workers/cart/env.ts",
        text: 'import type { CartEnv } from "../../durable-objects/cart.ts";\nexport interface Env extends CartEnv { HOMES: Read<{ a: 1 }>; }',
      },
    ];
    expect(differingEnvs([toml], files)).toEqual([]);
  });

  test("keys that are computed from a list are found in the list", () => {
    const listed = (name: string) =>
      `const LIST = { a: "${name}" } as const;\nexport type Env = { HOMES: string } & Record<(typeof LIST)["a"], string>;`;
    expect(differingEnvs([toml], env(listed("ID_KEYS")))).toEqual([]);
    expect(differingEnvs([toml], env(listed("TOKEN_KEYS")))).toHaveLength(2);
  });

  test("a Worker without one is found", () => {
    expect(differingEnvs([toml], [])).toHaveLength(1);
  });
});
