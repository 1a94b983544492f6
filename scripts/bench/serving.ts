import { join } from "node:path";
import { ShopApi } from "../import/shop-api.ts";
import { ADMIN_EMAIL, newPassword, setAdmin } from "../start/admin.ts";
import { fill } from "../start/fill.ts";
import { tryPort } from "../start/port.ts";
import { waitUntilReady } from "../start/ready.ts";
import { makeSecrets } from "../start/secrets.ts";
import { laptopVars, startMailbox, startStripe } from "../start/standins.ts";
import { workerFiles } from "../start/worker-file.ts";
import { serve } from "../start/workers.ts";
import { benchGoods } from "./goods.ts";

/** What the bench is told about a server that is ready to be measured. `stripe` is null for the floor. */
export type ServerReady = { url: string; stripe: string | null };

/** What is never asked is not there: the port is discard's. */
const NOWHERE = "http://127.0.0.1:9";
const ROOT = join(import.meta.dirname, "../..");
const ADMIN = { email: ADMIN_EMAIL, password: newPassword() };

/** Run by `server.ts`'s `startServer` as a process of its own: the floor's fixtures, the Workers behind the log, or the shop in one of its two settings. */
async function main(what: string, folder: string): Promise<ServerReady> {
  if (what === "floor") {
    const floor = await serve({
      files: [join(import.meta.dirname, "floor/wrangler.toml")],
      port: 0,
      persist: folder,
      values: {},
    });
    return { url: floor.url, stripe: null };
  }
  const secrets = makeSecrets();
  if (what === "drain") {
    const behind = workerFiles(ROOT).slice(1); // Without the front door: the appender stands in its place.
    const files = [join(import.meta.dirname, "drain/wrangler.toml"), ...behind];
    const values = { ...secrets, ...laptopVars(0, { shop: "", stripe: NOWHERE, mailbox: NOWHERE }) };
    const drain = await serve({ files, port: 0, persist: join(folder, "state"), values });
    return { url: drain.url, stripe: null };
  }
  const port = await tryPort(0);
  const address = `http://127.0.0.1:${port}`;
  const stripe = await startStripe(ROOT, join(folder, "stripe"), address, secrets);
  const mailbox = await startMailbox(ROOT, join(folder, "mailbox"), secrets);
  const places = { shop: address, stripe: stripe.url, mailbox: mailbox.url };
  const values = { ...secrets, ...laptopVars(Number(what), places) };
  const shop = await serve({ files: workerFiles(ROOT), port, persist: join(folder, "state"), values });
  await waitUntilReady(shop.url);
  await setAdmin(shop, ADMIN);
  await fill(new ShopApi(shop.url, ADMIN), benchGoods);
  return { url: shop.url, stripe: stripe.url };
}

const [what = "", folder = ""] = process.argv.slice(2);
process.on("disconnect", () => process.exit(0));
process.send?.(await main(what, folder));
