import { basename, dirname, join } from "node:path";
import { build } from "esbuild";

export type Module = { type: "ESModule" | "CompiledWasm"; path: string; contents: string | Uint8Array };

/** One module of a Worker, and the .wasm files it imports beside it, as wrangler would upload them. */
export async function bundle(main: string): Promise<{ modulesRoot: string; modules: Module[] }> {
  const modulesRoot = dirname(main);
  const { outputFiles } = await build({
    entryPoints: [main],
    outdir: modulesRoot,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["cloudflare:*", "node:*"],
    // The runtime may compile no wasm itself: it is handed over as a module. Text as wrangler's own rules have it.
    loader: { ".wasm": "copy", ".sql": "text", ".txt": "text", ".html": "text" },
    define: { "process.env.NODE_ENV": '"production"' },
    jsx: "automatic",
    logLevel: "silent",
  });
  const modules = outputFiles.map(({ path, text, contents }): Module => {
    const at = join(modulesRoot, basename(path));
    return path.endsWith(".wasm")
      ? { type: "CompiledWasm", path: at, contents }
      : { type: "ESModule", path: at, contents: text };
  });
  // Miniflare runs the first.
  return {
    modulesRoot,
    modules: modules.sort((a, b) => Number(a.type !== "ESModule") - Number(b.type !== "ESModule")),
  };
}
