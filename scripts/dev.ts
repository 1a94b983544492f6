import { spawn } from "node:child_process";
import { join } from "node:path";
import { CannotStart } from "./start/cannot-start.ts";
import { greeting } from "./start/greeting.ts";
import { readOptions } from "./start/options.ts";
import { tryPort } from "./start/port.ts";
import { waitUntilReady } from "./start/ready.ts";
import { openSecrets } from "./start/secrets.ts";
import { seedFirst } from "./start/seeding.ts";
import { laptopVars, startMailbox, startStripe } from "./start/standins.ts";
import { openState, takeFolder } from "./start/state.ts";
import { Stopping } from "./start/stopping.ts";
import { workerFiles } from "./start/worker-file.ts";
import { serve } from "./start/workers.ts";

const ROOT = join(import.meta.dirname, "..");

const QUIET = { WRANGLER_LOG: "warn", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };

/** The shop with hot reload: wrangler's own development server over a state of its own, beside the one `npm start` keeps. */
async function develop(stopping: Stopping): Promise<void> {
  const { folder, port, reset } = readOptions(process.argv.slice(2), process.env);
  await takeFolder(join(folder, "dev"));
  await tryPort(port);
  const state = openState(join(folder, "dev"), reset);
  const secrets = openSecrets(state.folder, !state.settings.seeded, process.env);
  const address = `http://127.0.0.1:${port}`;
  const stripe = await startStripe(ROOT, join(state.folder, "stripe"), address, secrets);
  stopping.before(() => stripe.stop());
  const mailbox = await startMailbox(ROOT, join(state.folder, "mailbox"), secrets);
  stopping.before(() => mailbox.stop());
  const places = { shop: address, stripe: stripe.url, mailbox: mailbox.url };
  const values = { ...secrets, ...laptopVars(state.settings.homes, places) };
  const files = workerFiles(ROOT);
  const persist = join(state.folder, "state");

  // Migrated and filled by the runtime that `npm start` uses; wrangler keeps the same files one folder down.
  const shop = await serve({ files, port, persist: join(persist, "v3"), values });
  await waitUntilReady(shop.url);
  const admin = await seedFirst(shop, state, process.env);
  await shop.stop();
  const dev = spawn(
    process.execPath,
    [
      ...[join(ROOT, "node_modules/wrangler/bin/wrangler.js"), "dev", "--port", String(port), "--ip", "127.0.0.1"],
      ...["--persist-to", persist, "--log-level", "warn"],
      ...files.flatMap((file) => ["--config", file]),
    ],
    // From the environment wrangler takes the secrets a file requires, and the vars beside them.
    {
      cwd: ROOT,
      stdio: "inherit",
      // Where on earth a laptop is would be asked of Cloudflare, and matters to nobody here.
      env: { ...process.env, ...values, ...QUIET },
    },
  );
  stopping.before(() => void dev.kill("SIGINT"));
  dev.once("exit", (code) => stopping.now(code ?? 1));
  await waitUntilReady(shop.url);
  console.log(greeting({ ...places, folder: state.folder }, admin));
}

const stopping = new Stopping();
try {
  await develop(stopping);
} catch (cause) {
  console.error(cause instanceof CannotStart ? cause.message : cause);
  await stopping.now(1);
}
