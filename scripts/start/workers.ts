import { dirname } from "node:path";
import { stop as stopBundler } from "esbuild";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { bundle, type Module } from "./bundle.ts";
import { applyMigrations } from "./migrate.ts";
import { readWorkerFile, type WorkerFile } from "./worker-file.ts";

// Wrangler's own notes (secrets it did not find: they are given below) are not for whoever starts a shop.
process.env.WRANGLER_LOG ??= "none";

/** What to serve, and how. */
export type Serving = {
  /** The wrangler.toml files; the first is the front door, the only one with a socket. */
  files: readonly string[];
  /** 0: any free one. */
  port: number;
  /** Where databases, objects and queues lie; absent: in a temporary folder, gone at the end. */
  persist?: string;
  /** Vars and secrets by name, for every Worker whose file lists them. A var not named here keeps its file's value. */
  values: Readonly<Record<string, string>>;
  /** For instruments: the modules that run in place of a Worker's own. The first is its entry. */
  through?: (worker: WorkerFile, modules: Module[]) => Promise<Module[]>;
};

export type Served = { url: string; workers: WorkerFile[]; runtime: Miniflare; stop(): Promise<void> };

/** Bundles the Workers and runs them in one runtime, over the very files that are deployed. Databases are migrated when it answers. */
export async function serve(serving: Serving): Promise<Served> {
  const workers = serving.files.map(readWorkerFile);
  const options = await Promise.all(workers.map((worker, index) => optionsOf(worker, serving, index === 0)));
  // Its process would stay for as long as the shop does.
  await stopBundler();
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      // Miniflare's own door stands beside the front Worker's and is six times slower; nobody is told of it.
      port: 0,
      cf: false,
      log: new Log(LogLevel.ERROR),
      logRequests: false,
      handleStructuredLogs: ({ level, message }) => {
        if (level === "error" || level === "warn") console.error(message);
      },
      ...(serving.persist === undefined ? {} : { resourcePersistencePath: serving.persist }),
      workers: options,
    }),
  );
  try {
    await runtime.ready;
    await applyMigrations(runtime, workers);
    const url = await runtime.unsafeGetDirectURL(workers[0]?.name);
    return { url: url.origin, workers, runtime, stop: () => runtime.dispose() };
  } catch (cause) {
    await runtime.dispose();
    throw cause;
  }
}

async function optionsOf(worker: WorkerFile, serving: Serving, isFront: boolean): Promise<V4WorkerOptions> {
  const { workerOptions, main } = unstable_getMiniflareWorkerOptions(worker.path);
  if (main === undefined) throw new Error(`${worker.path} has no main`);
  // Bundled here, so no rules are needed to tell kinds of modules apart.
  const { modulesRules: _, ...bindings } = workerOptions;
  const { modulesRoot, modules } = await bundle(main);
  return {
    ...bindings,
    modulesRoot,
    modules: serving.through ? await serving.through(worker, modules) : modules,
    name: worker.name,
    rootPath: dirname(worker.path),
    bindings: bindingsOf(worker, serving.values),
    ...(isFront ? { unsafeDirectSockets: [{ host: "127.0.0.1", port: serving.port }] } : {}),
  };
}

/** Only what the file lists; wrangler would take more from the environment. */
function bindingsOf({ path, vars, secrets }: WorkerFile, values: Serving["values"]): Record<string, string> {
  const given = Object.keys(vars).map((name) => [name, values[name] ?? vars[name] ?? ""]);
  const secret = secrets.map((name) => {
    if (values[name] === undefined)
      throw new Error(`${path} requires the secret ${name}, which the start does not make`);
    return [name, values[name]];
  });
  return Object.fromEntries([...given, ...secret]);
}
