import { join } from "node:path";
import { CannotStart } from "./cannot-start.ts";
import { startCrons } from "./crons.ts";
import { type Options, readOptions } from "./options.ts";
import { tryPort } from "./port.ts";
import { waitUntilReady } from "./ready.ts";
import { noteRuntime } from "./runtime-process.ts";
import { openSecrets } from "./secrets.ts";
import { seedFirst } from "./seeding.ts";
import { laptopVars, startStripe } from "./standins.ts";
import { openState, takeFolder } from "./state.ts";
import { Stopping } from "./stopping.ts";
import { workerFiles } from "./worker-file.ts";
import { serve } from "./workers.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Starts the shop and answers when it sells. */
async function start({ folder, port, reset }: Options, stopping: Stopping): Promise<void> {
  await takeFolder(folder);
  await tryPort(port);
  const state = openState(folder, reset);
  const secrets = openSecrets(folder, !state.settings.seeded, process.env);
  const stripe = await startStripe(ROOT, join(folder, "stripe"), `http://127.0.0.1:${port}`, secrets);
  stopping.before(() => stripe.stop());
  const shop = await serve({
    files: workerFiles(ROOT),
    port,
    persist: join(folder, "state"),
    values: { ...secrets, ...laptopVars(state.settings.homes, stripe.url) },
  });
  stopping.before(() => shop.stop());
  noteRuntime(folder);
  await waitUntilReady(shop.url);
  stopping.before(startCrons(shop));
  const admin = await seedFirst(shop, state, process.env);
  console.log(`
  Shop        ${shop.url}
  Admin       ${admin.email}, password ${admin.password ?? `in ${join(folder, "admin.json")}`}
  Stripe      ${stripe.url} (a stand-in on this machine: no money moves)
  State       ${folder} (npm start -- --reset begins anew)

Ready. Ctrl-C stops it.`);
}

const stopping = new Stopping();
try {
  await start(readOptions(process.argv.slice(2), process.env), stopping);
} catch (cause) {
  console.error(cause instanceof CannotStart ? cause.message : cause);
  await stopping.now(1);
}
