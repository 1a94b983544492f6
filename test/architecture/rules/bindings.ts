import type { WorkerToml } from "../support/toml.ts";

const DOMAINS = "identity catalog search pricing cart inventory orders payments shipping notifications events".split(
  " ",
);

/** Who may bind whom (architecture.md 1). Facts that flow back go through the caller, so there is no circle. */
const MAY_BIND: Record<string, readonly string[]> = {
  gateway: DOMAINS,
  orders: ["cart", "inventory", "pricing", "catalog", "payments", "shipping", "events"],
  cart: ["catalog", "pricing", "inventory", "shipping", "events"],
  inventory: ["events"],
  catalog: ["events"],
  search: ["events"],
  identity: ["events"],
  shipping: ["events"],
  payments: ["events"],
  pricing: ["events"],
  notifications: ["orders", "identity", "events"],
  events: [],
};
/** Entrypoints that write for staff: whoever does not bind them cannot. */
const ADMIN = /Admin$/;

const short = (name: string) => name.replace(/^kiosk-/, "");

export function wrongBindings(tomls: readonly WorkerToml[]): string[] {
  return tomls.flatMap(({ name, path, services }) =>
    services.flatMap(({ service, entrypoint }) => {
      if (!(MAY_BIND[short(name)] ?? []).includes(short(service))) return [`${path} binds ${service}: it may not`];
      if (ADMIN.test(entrypoint) && name !== "kiosk-gateway")
        return [`${path} binds ${entrypoint}: only the front door may`];
      return [];
    }),
  );
}

export function circularBindings(tomls: readonly WorkerToml[]): string[] {
  const next = new Map(tomls.map(({ name, services }) => [name, services.map(({ service }) => service)]));
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    (next.get(from) ?? []).some((to) => to === goal || (!seen.has(to) && reaches(to, goal, seen.add(to))));
  return tomls.filter(({ name }) => reaches(name, name, new Set())).map(({ name }) => `${name} reaches itself`);
}

/** `exportsOf` gives the names a Worker's main module exports. */
export function missingTargets(tomls: readonly WorkerToml[], exportsOf: (main: string) => readonly string[]): string[] {
  const byName = new Map(tomls.map((toml) => [toml.name, toml]));
  return tomls.flatMap(({ path, main, services, objects, exported }) => [
    ...services.flatMap(({ service, entrypoint }) => {
      const target = byName.get(service);
      if (target === undefined) return [`${path} binds ${service}: there is no such Worker`];
      if (entrypoint === undefined) return [`${path} binds ${service} without naming an entrypoint`];
      return exportsOf(target.main).includes(entrypoint)
        ? []
        : [`${target.main} does not export ${entrypoint}, bound by ${path}`];
    }),
    ...objects.flatMap(({ class_name }) =>
      exportsOf(main).includes(class_name) ? [] : [`${main} does not export the object class ${class_name}`],
    ),
    ...objects.flatMap(({ class_name }) =>
      exported.includes(class_name) ? [] : [`${path} binds ${class_name} without declaring it under [exports]`],
    ),
  ]);
}

/** Made by a factory of `durable-objects`, by each Worker its own: what they share is the name. */
const MADE_BY_EACH = new Set(["RelayObject", "RebuildObject"]);

/** Objects bound by anyone but the Worker that exports their class, or exported by two. */
export function borrowedObjects(tomls: readonly WorkerToml[]): string[] {
  const owners = new Map<string, string>();
  return tomls.flatMap(({ path, name, objects }) =>
    objects.flatMap(({ class_name, script_name }) => {
      const owner = owners.get(class_name) ?? name;
      owners.set(class_name, owner);
      if (script_name !== undefined) return [`${path} borrows ${class_name} from ${script_name}: call its contract`];
      return owner === name || MADE_BY_EACH.has(class_name) ? [] : [`${class_name} belongs to ${owner} and to ${name}`];
    }),
  );
}

/** Ways in beside the front door. It has its own route from the deployment, so none is written down at all. */
export function sideDoors(tomls: readonly WorkerToml[]): string[] {
  return tomls.flatMap(({ path, raw }) => [
    ...["route", "routes", "assets"]
      .filter((key) => key in raw && path !== "wrangler.toml")
      .map((key) => `${path} has ${key}: only the front door is reached from outside`),
    ...["workers_dev", "preview_urls"]
      .filter((key) => raw[key] !== false)
      .map((key) => `${path}: ${key} is not false, so the Worker would be public`),
  ]);
}

export function strayDates(tomls: readonly { path: string; raw: Record<string, unknown> }[], date: string): string[] {
  return tomls
    .filter(({ raw }) => raw.compatibility_date !== date)
    .map(({ path, raw }) => `${path}: compatibility_date is ${raw.compatibility_date}, everywhere else ${date}`);
}

/** Databases are named as the Worker, by the same name on a laptop, and their tables come from their own folder. */
export function wrongDatabases(tomls: readonly WorkerToml[], hasMigrations: (folder: string) => boolean): string[] {
  return tomls.flatMap(({ path, name, databases }) =>
    databases.flatMap(({ database_name, preview_database_id, migrations_dir }) => {
      const folder = `d1/migrations/${short(name)}`;
      if (database_name !== name) return [`${path}: the database is named ${database_name}, the Worker ${name}`];
      if (preview_database_id !== name)
        return [`${path}: preview_database_id must be ${name}, or databases share one file`];
      if (migrations_dir !== `../../${folder}`) return [`${path}: migrations_dir must be ../../${folder}`];
      return hasMigrations(folder) ? [] : [`${folder} has no migration`];
    }),
  );
}
