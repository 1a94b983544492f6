import { join } from "node:path";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { workerFiles } from "../start/worker-file.ts";
import { runNode } from "./command.ts";
import type { Outcome } from "./suite.ts";

const AT_ONCE = 2;

/** Bundles and checks every Worker as a deployment would, without sending it. Each counts as a test. */
export async function dryRuns(root: string, folder: string): Promise<Outcome> {
  const results = await inParallel(
    workerFiles(root),
    async (file, index) => {
      // An outdir that is not absolute would be taken from the Worker's own folder.
      const outdir = join(folder, `deploy-${index}`);
      const args = [
        "node_modules/wrangler/bin/wrangler.js",
        "deploy",
        "--dry-run",
        "--config",
        file,
        "--outdir",
        outdir,
      ];
      const { code, output } = await runNode(args, { WRANGLER_SEND_METRICS: "false" });
      // A warning is a setting that a deployment would ignore, or a bundle that only seems to work.
      return { ok: code === 0 && !/WARNING/.test(output), output: `${file}\n${output}` };
    },
    AT_ONCE,
  );
  const failed = results.filter(({ ok }) => !ok);
  return {
    passed: results.length - failed.length,
    failed: failed.length,
    output: failed.map(({ output }) => output).join("\n"),
  };
}
