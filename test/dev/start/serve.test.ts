import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CannotStart } from "../../../scripts/start/cannot-start.ts";
import { type Served, serve } from "../../../scripts/start/workers.ts";

const root = mkdtempSync(join(tmpdir(), "kiosk-serve-"));
const fixture = join(root, "fixture");
const files = [join(fixture, "wrangler.toml"), join(fixture, "store/wrangler.toml")];
const values = { METRICS_TOKEN: "m", ID_KEYS: "k", HOMES: "8", STRIPE_SECRET_KEY: "not asked for" };
const serving = { files, port: 0, persist: join(root, "state"), values };

type Looked = { names: string[]; stored: Record<string, unknown> };

let served: Served;
beforeAll(async () => {
  cpSync(join(import.meta.dirname, "fixture"), fixture, { recursive: true });
  served = await serve(serving);
});
afterAll(async () => {
  await served.stop();
  rmSync(root, { recursive: true, force: true });
});

const look = async () => (await (await fetch(served.url)).json()) as Looked;

describe("Workers served from their own files", () => {
  test("get what their files list and nothing else: a value over its var, a secret, each binding", async () => {
    const { names, stored } = await look();
    expect(names).toEqual(["METRICS_TOKEN", "STORE"]);
    expect(stored.names).toEqual(["COUNTERS", "DB", "HOMES", "ID_KEYS", "KEPT"]);
    expect(stored).toMatchObject({ homes: "8", kept: "as written", key: "k", wasm: [], hash: 64 });
  });

  test("keep their objects and databases over a restart, and each migration is applied once", async () => {
    const { stored } = await look();
    await served.stop();
    served = await serve(serving);
    expect((await look()).stored).toMatchObject({ count: Number(stored.count) + 1, words: ["one; two"] });
  });

  test("run their cron when it is fired, which the runtime itself never does", async () => {
    const worker = await served.runtime.getWorker("fixture-store");
    expect(await worker.scheduled({ cron: "* * * * *" })).toMatchObject({ outcome: "ok" });
    expect((await look()).stored.words).toContain("cron");
  });

  test("are refused a state that a newer release has migrated", async () => {
    const migrations = join(fixture, "store/migrations");
    const newer = join(migrations, "0002_newer.sql");
    writeFileSync(newer, "CREATE TABLE newer (id INTEGER) STRICT;\n");
    await served.stop();
    served = await serve(serving);
    await served.stop();
    rmSync(newer);
    await expect(serve(serving)).rejects.toThrow(CannotStart);
    writeFileSync(newer, "CREATE TABLE newer (id INTEGER) STRICT;\n");
    served = await serve(serving);
  });

  test("are not served without a secret that they require", async () => {
    await expect(serve({ ...serving, values: { METRICS_TOKEN: "m" } })).rejects.toThrow("requires the secret ID_KEYS");
  });
});
