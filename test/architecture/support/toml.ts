import { posix } from "node:path";
import { parse } from "smol-toml";
import type { SourceFile } from "./tree.ts";

/** What the rules ask of a wrangler.toml. */
export type WorkerToml = {
  path: string;
  /** The folder that holds its code. */
  folder: string;
  main: string;
  name: string;
  /** Everything else as written, for rules that forbid. */
  raw: Record<string, unknown>;
  vars: string[];
  secrets: string[];
  services: { binding: string; service: string; entrypoint: string }[];
  objects: { name: string; class_name: string; script_name?: string }[];
  exported: string[];
  databases: { binding: string; database_name: string; preview_database_id?: string; migrations_dir?: string }[];
  namespaces: { binding: string; preview_id?: string }[];
  buckets: { binding: string; bucket_name: string }[];
  producers: { binding: string; queue: string }[];
  consumers: string[];
};

type Raw = {
  name: string;
  main: string;
  vars?: Record<string, unknown>;
  secrets?: { required?: string[] };
  services?: WorkerToml["services"];
  durable_objects?: { bindings?: WorkerToml["objects"] };
  exports?: Record<string, unknown>;
  d1_databases?: WorkerToml["databases"];
  kv_namespaces?: WorkerToml["namespaces"];
  r2_buckets?: WorkerToml["buckets"];
  queues?: { producers?: WorkerToml["producers"]; consumers?: { queue: string }[] };
};

export function readToml({ path, text }: SourceFile): WorkerToml {
  const raw = parse(text) as unknown as Raw;
  const main = posix.join(posix.dirname(path), raw.main);
  return {
    path,
    folder: posix.dirname(main),
    main,
    name: raw.name,
    raw: raw as unknown as Record<string, unknown>,
    vars: Object.keys(raw.vars ?? {}),
    secrets: raw.secrets?.required ?? [],
    services: raw.services ?? [],
    objects: raw.durable_objects?.bindings ?? [],
    exported: Object.keys(raw.exports ?? {}),
    databases: raw.d1_databases ?? [],
    namespaces: raw.kv_namespaces ?? [],
    buckets: raw.r2_buckets ?? [],
    producers: raw.queues?.producers ?? [],
    consumers: (raw.queues?.consumers ?? []).map(({ queue }) => queue),
  };
}

/** Those that are deployed; the ones under `test/` are not. */
export function deployedTomls(files: readonly SourceFile[]): WorkerToml[] {
  return files.filter(({ path }) => /^(workers\/[\w-]+\/)?wrangler\.toml$/.test(path)).map(readToml);
}

/** Names of all bindings, vars and secrets: what `env` has. */
export function namesOf(toml: WorkerToml): string[] {
  return [
    ...toml.vars,
    ...toml.secrets,
    ...toml.services.map(({ binding }) => binding),
    ...toml.objects.map(({ name }) => name),
    ...toml.databases.map(({ binding }) => binding),
    ...toml.namespaces.map(({ binding }) => binding),
    ...toml.buckets.map(({ binding }) => binding),
    ...toml.producers.map(({ binding }) => binding),
  ].sort();
}
