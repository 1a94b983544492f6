import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startStripe } from "../../../../dev/stripe/server.ts";
import { WEBHOOK_EVENTS } from "../../../../domain/payments/webhook-events.ts";
import { ShopApi } from "../../../../scripts/import/shop-api.ts";
import { ADMIN_EMAIL, newPassword, setAdmin } from "../../../../scripts/start/admin.ts";
import { fill } from "../../../../scripts/start/fill.ts";
import { tryPort } from "../../../../scripts/start/port.ts";
import { waitUntilReady } from "../../../../scripts/start/ready.ts";
import { makeSecrets, type Secrets } from "../../../../scripts/start/secrets.ts";
import { laptopVars } from "../../../../scripts/start/standins.ts";
import { workerFiles } from "../../../../scripts/start/worker-file.ts";
import { serve } from "../../../../scripts/start/workers.ts";
import { type Shopper, shopperOf } from "../buying.ts";
import { type Client, clientOf } from "../client.ts";
import { goods } from "../goods.ts";
import { countedModules } from "./around.ts";
import { Commits } from "./commits.ts";
import type { Kind } from "./tally.ts";

const ROOT = join(import.meta.dirname, "../../../..");
/** Shorter than anywhere else: the alarm that looks for lost events is waited for too. */
const RESEND_AFTER_MS = 2_500;
/** Longer than any timer that goes off after an order by itself, but for what is set for minutes: holds and a cart's return. */
const QUIET_MS = 3_200;
const QUIET_MAX_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** Something that was done so many times, and what caused it: see `tally.ts`. */
export type Operation = { cause: string; kind: Kind; what: string; times: number };

export type CountedShop = Shopper & {
  ask: Client;
  secrets: Secrets;
  adminToken: string;
  admin: { email: string; password: string };
  commits: Commits;
  /** All that was done so far. */
  operations(): Promise<Operation[]>;
  /** Waits until whatever was begun is over, timers and queues too. */
  quiet(): Promise<void>;
  close(): Promise<void>;
};

/** A whole shop of the real Workers, as `npm start` serves it, which counts what it does. */
export async function startCountedShop(homes: number): Promise<CountedShop> {
  const folder = mkdtempSync(join(tmpdir(), "kiosk-counted-"));
  const secrets = makeSecrets();
  const port = await tryPort(0);
  const stripe = await startStripe({
    port: 0,
    folder: join(folder, "stripe"),
    webhookUrl: `http://127.0.0.1:${port}/webhooks/stripe`,
    webhookSecret: secrets.STRIPE_WEBHOOK_SECRET ?? "",
    webhookEvents: WEBHOOK_EVENTS,
    apiKey: secrets.STRIPE_SECRET_KEY ?? "",
  });
  const values = { ...secrets, ...laptopVars(homes, stripe.url), RESEND_AFTER_MS: String(RESEND_AFTER_MS) };
  const persist = join(folder, "state");
  const served = await serve({ files: workerFiles(ROOT), port, persist, values, through: countedModules });
  const commits = new Commits(persist);
  const admin = { email: ADMIN_EMAIL, password: newPassword() };
  await waitUntilReady(served.url);
  await setAdmin(served, admin);
  const api = new ShopApi(served.url, admin);
  const adminToken = await api.logIn();
  await fill(api, goods);
  const ask = clientOf(served.url);
  return {
    ...{ ...shopperOf(ask), ask, secrets, adminToken, admin, commits },
    operations: async () => (await Promise.all(served.workers.map(({ name }) => tallyOf(served.runtime, name)))).flat(),
    quiet: () => quiet(commits),
    close: async () => {
      commits.stop();
      await served.stop();
      await stripe.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function tallyOf(runtime: Awaited<ReturnType<typeof serve>>["runtime"], name: string): Promise<Operation[]> {
  const worker = await runtime.getWorker(name);
  const counts = (await (await worker.fetch("http://counting/tally")).json()) as [string, number][];
  return counts.map(([key, times]) => {
    const [cause, kind, what] = JSON.parse(key) as [string, Kind, string];
    return { cause, kind, what, times };
  });
}

/** Whatever a shop does ends in a commit somewhere. */
async function quiet(commits: Commits): Promise<void> {
  const until = Date.now() + QUIET_MAX_MS;
  for (let since = Date.now(), before = -1; Date.now() - since < QUIET_MS; ) {
    if (Date.now() > until) throw new Error(`no quiet within ${QUIET_MAX_MS / 1000} s`);
    const now = [...commits.counts().values()].reduce((sum, count) => sum + count, 0);
    if (now !== before) since = Date.now();
    before = now;
    await sleep(LOOK_EVERY_MS);
  }
}
