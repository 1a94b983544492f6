import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { tryPort } from "../../scripts/start/port.ts";
import { clientOf } from "./support/client.ts";
import { endAll, family, type Started, start, survivors } from "./support/start.ts";

const root = mkdtempSync(join(tmpdir(), "kiosk-start-"));
afterAll(() => {
  endAll();
  rmSync(root, { recursive: true, force: true });
});

async function refused(args: string[]): Promise<string> {
  const started = start(args);
  expect(await started.ended).toBe(1);
  return started.output().trim();
}

async function stop(started: Started, signal: NodeJS.Signals): Promise<void> {
  const pids = family(started.pid);
  expect(pids.length).toBeGreaterThanOrEqual(4); // This one, the start, the runtime and the provider's stand-in.
  started.kill(signal);
  await started.ended;
  expect(await survivors(pids)).toEqual([]);
}

describe("a shop on a laptop", () => {
  const state = join(root, "shop");
  const email = "admin@kiosk.example";
  const password = "given in the environment";

  test("starts from nothing, sells a demo shop's goods, and ends with Ctrl-C without a trace", async () => {
    const port = String(await tryPort(0));
    const shop = start(["--state", state, "--port", port], { KIOSK_ADMIN_PASSWORD: password });
    const url = await shop.ready;
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(shop.output()).toContain(email);
    expect(shop.output()).toContain(password);

    const ask = clientOf(url);
    const list = await ask<{ items: unknown[] }>("GET", "/products?limit=100");
    expect(list.body.items).toHaveLength(100);
    expect((await ask("POST", "/auth/login", { body: { email, password } })).status).toBe(200);

    expect(await refused(["--state", state])).toMatch(/^A shop is running on .* already\.$/);
    expect(await refused(["--state", join(root, "other"), "--port", port])).toMatch(/^Port \d+ is taken.*$/);
    await stop(shop, "SIGINT");
  });

  test("starts again with what it had, filling nothing a second time; its secrets are for its owner's eyes", async () => {
    const secrets = readFileSync(join(state, "secrets.json"), "utf8");
    for (const name of ["secrets.json", "admin.json", "state", "stripe", "."]) {
      expect(statSync(join(state, name)).mode & 0o077, name).toBe(0);
    }
    const shop = start(["--state", state, "--port", String(await tryPort(0))]);
    const ask = clientOf(await shop.ready);
    // How long it takes is measured by hand: a machine that is busy must not fail a test.
    expect(shop.output()).not.toContain("Filling");
    expect((await ask("POST", "/auth/login", { body: { email, password } })).status).toBe(200);
    expect(shop.output()).not.toContain(password);
    expect(readFileSync(join(state, "secrets.json"), "utf8")).toBe(secrets);
    await stop(shop, "SIGTERM");
  });

  test("leaves no runtime behind when it is killed, wherever", async () => {
    for (const victim of ["launcher", "start"]) {
      const shop = start(["--state", state, "--port", String(await tryPort(0))]);
      await shop.ready;
      const pids = family(shop.pid);
      process.kill(victim === "launcher" ? shop.pid : (pids[1] ?? 0), "SIGKILL");
      expect(await survivors(pids), victim).toEqual([]);
    }
  });
});

describe("a start that cannot be says why in one line", () => {
  test("when the port is another's", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    expect(await refused(["--state", join(root, "a"), "--port", String(port)])).toMatch(/^Port \d+ is taken.*$/);
    server.close();
  });

  test.each([
    ["--port wants a number", ["--port", "shop"]],
    ["Unknown option '--prot'", ["--prot", "1"]],
  ])("when asked for what it does not know: %s", async (line, args) => {
    const said = await refused(args);
    expect(said).toContain(line);
    expect(said.split("\n")).toHaveLength(1);
  });

  test.each([
    ["is not a folder", "x", null],
    ["cannot be read as JSON", null, "{"],
    ["is not what a shop wrote", null, "{}"],
    ["was written by a newer release", null, '{ "format": 99, "homes": 8, "seeded": true }'],
    ["holds a shop of a preview", null, '{ "format": 2, "homes": 8, "seeded": true }'],
    ["secrets.json is missing", null, '{ "format": 3, "homes": 8, "seeded": true }'],
  ])("when the state folder %s", async (line, file, settings) => {
    const state = join(root, line.replaceAll(/\W/g, "-"));
    if (file !== null) writeFileSync(state, file);
    if (settings !== null) {
      mkdirSync(state);
      writeFileSync(join(state, "settings.json"), settings);
    }
    const said = await refused(["--state", state, "--port", String(await tryPort(0))]);
    expect(said).toContain(line);
    expect(said.split("\n")).toHaveLength(1);
  });
});
