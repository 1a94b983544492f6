import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { CommandMeta } from "../../../contracts/caller.ts";
import type { JarObject } from "./worker.ts";

const { JARS } = env as unknown as { JARS: DurableObjectNamespace<JarObject> };

/** A home of its own for each test. */
export const home = (name: string) => JARS.getByName(name);
export type Home = ReturnType<typeof home>;

/** Runs inside the object. */
export function inside<R>(stub: Home, work: (object: JarObject, storage: DurableObjectStorage) => R | Promise<R>) {
  return runInDurableObject<JarObject, R>(stub, (object, state) => work(object, state.storage));
}

export const put = (count: number) => ({ type: "Put", count, at: 1 }) as const;
export const take = (count: number) => ({ type: "Take", count, at: 2 }) as const;
export const meta = (commandId: string, bodyHash = "hash"): CommandMeta => ({
  commandId,
  bodyHash,
  correlationId: `correlation of ${commandId}`,
});

export function rowsOf(storage: DurableObjectStorage, table: string): Record<string, SqlStorageValue>[] {
  return storage.sql.exec(`SELECT * FROM ${table}`).toArray();
}

export function tablesOf(storage: DurableObjectStorage): unknown[] {
  return storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT GLOB '_cf*'").toArray();
}
