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

const SYSTEM = { testTimeout: 60_000, hookTimeout: 60_000 };

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
      // Whole shops: they wait more than they work, so two stand side by side.
      nodeProject("system", ["test/system/*.test.ts"], { ...SYSTEM, maxWorkers: 2 }),
      // These count what a quiet machine does, or want all of it.
      nodeProject("system:alone", ["test/system/alone/*.test.ts"], { ...SYSTEM, fileParallelism: false }),
      ...workerProjects,
    ],
  },
});
