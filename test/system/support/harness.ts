import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestHarness, type TestHarness } from "wrangler";
import type { IdentityApi } from "../../../contracts/identity.ts";
import type { Listening } from "../../../dev/kernel/http.ts";
import { startMailbox } from "../../../dev/mailbox/server.ts";
import { type StripeStandIn, startStripe } from "../../../dev/stripe/server.ts";
import { WEBHOOK_EVENTS } from "../../../domain/payments/webhook-events.ts";
import { ADMIN_EMAIL, newPassword } from "../../../scripts/start/admin.ts";
import { tryPort } from "../../../scripts/start/port.ts";
import { waitUntilReady } from "../../../scripts/start/ready.ts";
import { makeSecrets, type Secrets } from "../../../scripts/start/secrets.ts";
import { laptopVars } from "../../../scripts/start/standins.ts";
import { readWorkerFile, type WorkerFile, workerFiles } from "../../../scripts/start/worker-file.ts";

const ROOT = join(import.meta.dirname, "../../..");
/** What mails call the shop: where it really is, is known after its settings. */
const SHOP_URL = "https://tessella.example";
export const ADMIN = { email: ADMIN_EMAIL, password: newPassword() };

export type Running = {
  url: string;
  workers: TestHarness;
  stripe: StripeStandIn;
  mailbox: Listening;
  secrets: Secrets;
  close(): Promise<void>;
};

/** Every Worker from its real wrangler.toml, migrated, with the provider's stand-in in this process and an administrator. */
export async function runWorkers(homes: number, vars: Record<string, string> = {}): Promise<Running> {
  const files = workerFiles(ROOT).map(readWorkerFile);
  const secrets = makeSecrets();
  // The provider needs the shop's address and the shop the provider's: the provider's port is chosen first.
  const port = await tryPort(0);
  const folder = mkdtempSync(join(tmpdir(), "kiosk-stand-ins-"));
  const mailbox = await startMailbox({ port: 0, folder: join(folder, "mailbox"), apiKey: secrets.MAIL_API_KEY ?? "" });
  const places = { shop: SHOP_URL, stripe: `http://127.0.0.1:${port}`, mailbox: mailbox.url };
  const values = { ...secrets, ...laptopVars(homes, places), ...vars };
  const workers = createTestHarness({ root: ROOT, workers: files.map((file) => inputOf(file, values)) });
  const url = (await workers.listen()).url.origin;
  for (const { name, databases } of files) {
    for (const { binding } of databases) await workers.getWorker(name).applyD1Migrations(binding);
  }
  const stripe = await startStripe({
    port,
    folder: join(folder, "stripe"),
    webhookUrl: `${url}/webhooks/stripe`,
    webhookSecret: secrets.STRIPE_WEBHOOK_SECRET ?? "",
    webhookEvents: WEBHOOK_EVENTS,
    apiKey: secrets.STRIPE_SECRET_KEY ?? "",
  });
  await waitUntilReady(url);
  await makeAdmin(workers);
  const close = async () => {
    await workers.close();
    await stripe.close();
    await mailbox.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, workers, stripe, mailbox, secrets, close };
}

/** Only what a file lists: the harness would add the rest as bindings of its own. */
function inputOf({ path, vars, secrets }: WorkerFile, values: Record<string, string>) {
  const of = (names: string[]) =>
    Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
  return { configPath: path, vars: of(Object.keys(vars)), secrets: of(secrets) };
}

async function makeAdmin(workers: TestHarness): Promise<void> {
  const { IDENTITY } = await workers.getWorker<{ IDENTITY: IdentityApi }>().getEnv();
  const made = await IDENTITY.setStaff({ kind: "system", name: "seed" }, { ...ADMIN, name: "Admin", role: "admin" });
  if (!made.ok) throw new Error(`the administrator was refused: ${JSON.stringify(made.error)}`);
}
