import { basename, dirname, join } from "node:path";
import { unstable_readConfig } from "wrangler";
import { bundle, type Module } from "../../../../scripts/start/bundle.ts";
import type { WorkerFile } from "../../../../scripts/start/worker-file.ts";
import type { WorkerBindings } from "./bindings.ts";

const COUNTING = join(import.meta.dirname, "worker.ts");

/** The Worker as it is deployed, and before it a module through which everything goes in and out: see `worker.ts`. */
export async function countedModules(worker: WorkerFile, modules: Module[]): Promise<Module[]> {
  const [main] = modules;
  const [counting] = (await bundle(COUNTING)).modules;
  if (main === undefined || counting === undefined) throw new Error(`${worker.name} has no module`);
  const folder = dirname(main.path);
  const entry = entryOf(basename(main.path), exportsOf(String(main.contents)), bindingsOf(worker));
  return [
    { type: "ESModule", path: join(folder, "counted-entry.js"), contents: entry },
    { ...counting, path: join(folder, "counting.js") },
    ...modules,
  ];
}

function entryOf(main: string, classes: string[], bindings: WorkerBindings): string {
  return `import * as worker from "./${main}";
import { counting } from "./counting.js";
const { classOf, handlersOf } = counting(${JSON.stringify(bindings)});
${classes.map((name) => `export const ${name} = classOf(worker.${name});`).join("\n")}
export default handlersOf(worker.default);
`;
}

/** The bundler names all exports in one statement at the end, a line for each. */
function exportsOf(contents: string): string[] {
  const names = contents.slice(contents.lastIndexOf("\nexport {")).match(/\w+(?=,?\n)/g) ?? [];
  return names.filter((name) => name !== "default");
}

function bindingsOf({ path, name }: WorkerFile): WorkerBindings {
  const { services, durable_objects, d1_databases, queues } = unstable_readConfig({ config: path });
  const named = (all: { binding: string }[] | undefined) => (all ?? []).map(({ binding }) => binding);
  return {
    worker: name.replace("kiosk-", ""),
    services: named(services),
    objects: durable_objects.bindings.map((object: { name: string }) => object.name),
    databases: named(d1_databases),
    queues: named(queues.producers),
  };
}
