import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { unstable_readConfig } from "wrangler";

/** What a start needs of a wrangler.toml beside what Miniflare is given. */
export type WorkerFile = {
  /** Path of the wrangler.toml. */
  path: string;
  name: string;
  vars: Record<string, string>;
  secrets: string[];
  crons: string[];
  databases: { binding: string; migrations: string }[];
};

type Database = { binding: string; migrations_dir?: string };

/** The wrangler.toml files of the house, the front door first. */
export function workerFiles(root: string): string[] {
  const inner = readdirSync(join(root, "workers"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("wrangler.toml"))
    .sort();
  return [join(root, "wrangler.toml"), ...inner.map((path) => join(root, "workers", path))];
}

export function readWorkerFile(path: string): WorkerFile {
  const config = unstable_readConfig({ config: path });
  if (config.name === undefined) throw new Error(`${path} names no Worker`);
  return {
    path: resolve(path),
    name: config.name,
    vars: Object.fromEntries(Object.entries(config.vars).map(([name, value]) => [name, String(value)])),
    secrets: config.secrets?.required ?? [],
    crons: config.triggers.crons ?? [],
    databases: config.d1_databases.flatMap(({ binding, migrations_dir }: Database) =>
      migrations_dir === undefined ? [] : [{ binding, migrations: resolve(dirname(path), migrations_dir) }],
    ),
  };
}
