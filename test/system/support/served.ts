import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMailbox } from "../../../dev/mailbox/server.ts";
import { startStripe } from "../../../dev/stripe/server.ts";
import { WEBHOOK_EVENTS } from "../../../domain/payments/webhook-events.ts";
import { ShopApi } from "../../../scripts/import/shop-api.ts";
import { ADMIN_EMAIL, newPassword, setAdmin } from "../../../scripts/start/admin.ts";
import { fill } from "../../../scripts/start/fill.ts";
import { tryPort } from "../../../scripts/start/port.ts";
import { waitUntilReady } from "../../../scripts/start/ready.ts";
import { makeSecrets, type Secrets } from "../../../scripts/start/secrets.ts";
import { laptopVars } from "../../../scripts/start/standins.ts";
import { workerFiles } from "../../../scripts/start/worker-file.ts";
import { type Served, type Serving, serve } from "../../../scripts/start/workers.ts";
import { type Shopper, shopperOf } from "./buying.ts";
import { type Client, clientOf } from "./client.ts";
import { goods } from "./goods.ts";
import { type MailboxControl, mailboxControl } from "./mailbox.ts";
import { type ProviderControl, providerControl } from "./provider.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** What a Worker is run through: see `Serving`. Absent: the Workers as they are. */
export type Through = Exclude<Serving["through"], undefined>;

export type ServedShop = Shopper & {
  ask: Client;
  secrets: Secrets;
  admin: { email: string; password: string };
  adminToken: string;
  stripe: ProviderControl;
  mailbox: MailboxControl;
  /** Where its databases and objects lie. */
  persist: string;
  /** The runtime that serves it now. */
  served(): Served;
  /** Ends the runtime and begins it anew over the same state, perhaps with other Workers. */
  restart(through?: Through): Promise<void>;
  close(): Promise<void>;
};

/** A whole shop of the real Workers as `npm start` serves it, over a folder of its own: it can be ended and begun again. */
export async function startServedShop(
  how: { homes: number; values?: Record<string, string> },
  through?: Through,
): Promise<ServedShop> {
  const folder = mkdtempSync(join(tmpdir(), "kiosk-served-"));
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
  const mailbox = await startMailbox({ port: 0, folder: join(folder, "mailbox"), apiKey: secrets.MAIL_API_KEY ?? "" });
  const places = { shop: `http://127.0.0.1:${port}`, stripe: stripe.url, mailbox: mailbox.url };
  const values = { ...secrets, ...laptopVars(how.homes, places), ...how.values };
  const persist = join(folder, "state");
  const begin = async (by?: Through) => {
    const begun = await serve({ files: workerFiles(ROOT), port, persist, values, ...(by ? { through: by } : {}) });
    await waitUntilReady(begun.url);
    return begun;
  };
  let served = await begin(through);
  const admin = { email: ADMIN_EMAIL, password: newPassword() };
  await setAdmin(served, admin);
  const api = new ShopApi(served.url, admin);
  const adminToken = await api.logIn();
  await fill(api, goods);
  const ask = clientOf(served.url);
  return {
    ...{
      ...shopperOf(ask),
      ask,
      secrets,
      admin,
      adminToken,
      stripe: providerControl(stripe.url),
      mailbox: mailboxControl(mailbox.url),
      persist,
    },
    served: () => served,
    restart: async (by) => {
      await served.stop();
      served = await begin(by);
    },
    close: async () => {
      await served.stop();
      await stripe.close();
      await mailbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
