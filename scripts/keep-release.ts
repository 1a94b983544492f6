import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { stop, transform } from "esbuild";
import { bundle } from "./start/bundle.ts";

const ROOT = join(import.meta.dirname, "..");
/** Those a sale goes through and whose objects outlive a deployment. */
const WORKERS = ["gateway", "cart", "orders", "inventory"];

/**
 * Keeps today's Workers as the release that package.json names, for the test that deploys the next one over them
 * (`test/system/releases.test.ts`). To be run when a release is made; the one before the last can then go.
 */
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
const folder = join(ROOT, "test/system/releases", version);
mkdirSync(folder, { recursive: true });
for (const name of WORKERS) {
  const [main] = (await bundle(join(ROOT, "workers", name, "index.ts"))).modules;
  if (main === undefined) throw new Error(`${name} has no module`);
  const { code } = await transform(String(main.contents), { minify: true, format: "esm", target: "es2024" });
  const packed = gzipSync(code, { level: 9 });
  writeFileSync(join(folder, `${name}.js.gz`), packed);
  console.log(`${name}: ${Math.round(packed.byteLength / 1024)} kB`);
}
await stop();
