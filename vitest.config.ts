import { existsSync, readdirSync } from "node:fs";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** One project per folder in `test/workers`: its wrangler.toml names the classes under test and what they are wired to. */
const workerProjects = readdirSync("test/workers", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`test/workers/${entry.name}/wrangler.toml`))
  .map(({ name }) => ({
    plugins: [cloudflareTest({ wrangler: { configPath: `./test/workers/${name}/wrangler.toml` } })],
    test: { name: `workers:${name}`, include: [`test/workers/${name}/**/*.test.ts`], isolate: false, maxWorkers: 1 },
  }));

/** Tests in Node: pure rules, and systems of real Workers over HTTP. */
function nodeProject(name: string, include: string[], more: Record<string, unknown> = {}) {
  return { test: { name, include, environment: "node", ...more } };
}

export default defineConfig({
  test: {
    projects: [
      nodeProject("domain", ["test/domain/**/*.test.ts"]),
      nodeProject("architecture", ["test/architecture/**/*.test.ts"], { testTimeout: 120_000 }),
      nodeProject("dev", ["test/dev/**/*.test.ts", "test/contracts/**/*.test.ts"], { testTimeout: 30_000 }),
      nodeProject("simulation", ["test/simulation/**/*.test.ts"], { testTimeout: 300_000 }),
      nodeProject("system", ["test/system/**/*.test.ts"], {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
      ...workerProjects,
    ],
  },
});
