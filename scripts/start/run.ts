import { join } from "node:path";
import { startCrons } from "./crons.ts";
import { greeting } from "./greeting.ts";
import type { Options } from "./options.ts";
import { waitUntilReady } from "./ready.ts";
import { noteRuntime } from "./runtime-process.ts";
import type { Secrets } from "./secrets.ts";
import { seedFirst } from "./seeding.ts";
import { laptopVars, runningAt, startMailbox, startStripe } from "./standins.ts";
import type { State } from "./state.ts";
import type { Stopping } from "./stopping.ts";
import { workerFiles } from "./worker-file.ts";
import { serve } from "./workers.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Runs the shop over a folder that is taken and a port that is free, and answers when it sells. */
export async function run(
  { folder, port }: Options,
  { state, secrets, stopping }: { state: State; secrets: Secrets; stopping: Stopping },
): Promise<void> {
  const address = `http://127.0.0.1:${port}`;
  const { STRIPE_API_BASE: paying = "", MAIL_API_BASE: writing = "" } = process.env;
  const stripe = paying === "" ? await startStripe(ROOT, join(folder, "stripe"), address, secrets) : runningAt(paying);
  stopping.before(() => stripe.stop());
  const mailbox = writing === "" ? await startMailbox(ROOT, join(folder, "mailbox"), secrets) : runningAt(writing);
  stopping.before(() => mailbox.stop());
  const places = { shop: address, stripe: stripe.url, mailbox: mailbox.url };
  const shop = await serve({
    files: workerFiles(ROOT),
    port,
    persist: join(folder, "state"),
    values: { ...secrets, ...laptopVars(state.settings.homes, places) },
  });
  stopping.before(() => shop.stop());
  noteRuntime(folder);
  await waitUntilReady(shop.url);
  stopping.before(startCrons(shop));
  const admin = await seedFirst(shop, state, process.env);
  console.log(greeting({ ...places, folder }, admin));
}
