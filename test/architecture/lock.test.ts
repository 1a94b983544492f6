import { describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import lock from "../../package-lock.json" with { type: "json" };
import { droppedPlatforms, type Lock, looseVersions, outOfStep } from "./rules/lock.ts";

describe("every dependency", () => {
  test("is one version exactly", () => {
    expect(looseVersions(manifest)).toEqual([]);
    expect(looseVersions({ dependencies: { a: "^1.0.0", b: "1.x", c: "1.0.0" } })).toHaveLength(2);
  });

  test("is locked as it is asked for", () => {
    expect(outOfStep(manifest, lock as Lock)).toEqual([]);
    const locked = { packages: { "": { dependencies: { a: "1.0.0" } }, "node_modules/a": { version: "1.0.0" } } };
    expect(outOfStep({ dependencies: { a: "1.0.0" } }, locked)).toEqual([]);
    expect(outOfStep({ dependencies: { a: "1.0.1" } }, locked)).toHaveLength(1);
    expect(outOfStep({ dependencies: { a: "1.0.0", b: "1.0.0" } }, locked)).toHaveLength(1);
    expect(outOfStep({}, locked)).toHaveLength(1);
  });

  test("is locked for every platform, whichever one wrote the lock", () => {
    expect(droppedPlatforms(lock as Lock)).toEqual([]);
    const packages = { "node_modules/a": { optionalDependencies: { "a-linux": "1.0.0", "a-mac": "1.0.0" } } };
    expect(droppedPlatforms({ packages: { ...packages, "node_modules/a-linux": {} } })).toHaveLength(1);
  });
});

test("the runtime that serves is the one that wrangler deploys with", async () => {
  const { default: wrangler } = await import("wrangler/package.json", { with: { type: "json" } });
  expect(manifest.devDependencies.miniflare).toBe(wrangler.dependencies.miniflare);
});
