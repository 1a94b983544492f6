import type { TestHarness } from "wrangler";
import { ShopApi } from "../../../scripts/import/shop-api.ts";
import { fill } from "../../../scripts/start/fill.ts";
import type { Secrets } from "../../../scripts/start/secrets.ts";
import { type Shopper, shopperOf } from "./buying.ts";
import { type Client, clientOf } from "./client.ts";
import { goods } from "./goods.ts";
import { ADMIN, runWorkers } from "./harness.ts";
import { type MailboxControl, mailboxControl } from "./mailbox.ts";
import { type ProviderControl, providerControl } from "./provider.ts";

/** A whole shop on this machine, for the tests of one file. Storage is shared by them: use own carts, customers and SKUs. */
export type Shop = Shopper & {
  url: string;
  ask: Client;
  /** An administrator's access token. */
  adminToken: string;
  stripe: ProviderControl;
  mailbox: MailboxControl;
  secrets: Secrets;
  /** Wrangler's handle on each Worker: its environment, its objects' storage, eviction, what it logged. */
  workers: TestHarness;
  close(): Promise<void>;
};

type Settings = { homes?: "0" | "8"; vars?: Record<string, string> };

/** `homes` "0": one object for each cart and order, as a deployment; "8": as a laptop. `vars`: other settings than a laptop's. */
export async function startShop({ homes = "8", vars = {} }: Settings = {}): Promise<Shop> {
  const { url, workers, stripe, mailbox, secrets, close } = await runWorkers(Number(homes), vars);
  const admin = new ShopApi(url, ADMIN);
  const adminToken = await admin.logIn();
  await fill(admin, goods);
  const ask = clientOf(url);
  const outside = { stripe: providerControl(stripe.url), mailbox: mailboxControl(mailbox.url) };
  return { ...shopperOf(ask), ...outside, url, ask, adminToken, secrets, workers, close };
}
