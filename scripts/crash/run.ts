import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "../../demo/random.ts";
import { Client } from "../bench/client.ts";
import { ShopApi } from "../import/shop-api.ts";
import { fill } from "../start/fill.ts";
import { tryPort } from "../start/port.ts";
import { makeSecrets } from "../start/secrets.ts";
import { startMailbox } from "../start/standins.ts";
import { Account } from "./account.ts";
import { Asking } from "./asking.ts";
import { PLACES, Reader } from "./audit/books.ts";
import { Gate } from "./gate.ts";
import { crashGoods } from "./goods.ts";
import { Journal } from "./journal.ts";
import { Provider } from "./provider.ts";
import { playRound, type Round, type Stage, seedOf } from "./round.ts";
import { CrashShop } from "./shop.ts";
import { Shopper } from "./stories/shopper.ts";

export type CrashOptions = { rounds: number; seed: number; shoppers: number; seconds: number; keep: boolean };
/** `folder`: what the run has left behind, where it was kept. */
export type CrashRun = { rounds: Round[]; folder: string };

const ROOT = join(import.meta.dirname, "../..");
/** One of so many shoppers has an account. */
const CUSTOMER_OF = 3;
/** Staff, and room for two tabs of each shopper. */
const CONNECTIONS_EACH = 3;
const PASSWORD = "correct horse battery staple";

/** Rounds on one folder until one fails; `told` hears of each as it ends. Everything that was started is ended. */
export async function crash(options: CrashOptions, told: (round: Round) => void): Promise<CrashRun> {
  const folder = mkdtempSync(join(tmpdir(), "kiosk-crash-"));
  const port = await tryPort(0);
  const gate = new Gate();
  const secrets = makeSecrets();
  const provider = await Provider.start(join(folder, PLACES.provider), `http://127.0.0.1:${port}`, secrets);
  const mailbox = await startMailbox(ROOT, join(folder, PLACES.mailbox), secrets);
  const { STRIPE_SECRET_KEY = "", STRIPE_WEBHOOK_SECRET = "", MAIL_API_KEY = "" } = secrets;
  const paying = { STRIPE_API_BASE: provider.url, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET };
  const env = { ...paying, MAIL_API_BASE: mailbox.url, MAIL_API_KEY };
  const shop = new CrashShop({ folder, port, env, gate });
  process.once("exit", () => shop.killNow());
  const client = new Client(shop.url, options.shoppers * CONNECTIONS_EACH);
  const journal = new Journal(join(folder, PLACES.journal));
  const rounds: Round[] = [];
  let isFine = false;
  try {
    await shop.start();
    await fill(new ShopApi(shop.url, shop.admin()), crashGoods);
    const asking = new Asking(client, gate, journal);
    const shoppers = await shoppersOf(options, { client, gate, shop, asking, provider, journal });
    const stage: Stage = { shop, provider, asking, shoppers, reader: new Reader(folder) };
    for (let number = 1; number <= options.rounds; number++) {
      const round = await playRound(stage, { number, seed: seedOf(options.seed, number), seconds: options.seconds });
      rounds.push(round);
      told(round);
      if (!isSound(round)) break;
    }
    isFine = rounds.every(isSound);
  } finally {
    await shop.kill();
    await provider.stop();
    await mailbox.stop();
    client.close();
    journal.close();
    if (isFine && !options.keep) rmSync(folder, { recursive: true, force: true });
    else console.error(`kept: ${folder}`);
  }
  return { rounds, folder };
}

export const isSound = ({ findings, restless }: Round): boolean => findings.length === 0 && restless.length === 0;

type Own = { client: Client; gate: Gate; shop: CrashShop; asking: Asking; provider: Provider; journal: Journal };

async function shoppersOf(
  options: CrashOptions,
  { client, gate, shop, asking, provider, journal }: Own,
): Promise<Shopper[]> {
  const staff = new Account(client, gate, shop.admin()).token;
  let queue: Promise<unknown> = Promise.resolve();
  const oneAtATime = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };
  const world = { asking, provider, staff, oneAtATime };
  const shoppers: Shopper[] = [];
  for (let number = 0; number < options.shoppers; number++) {
    const account = new Account(client, gate, { email: `shopper-${number}@example.org`, password: PASSWORD });
    const isCustomer = number % CUSTOMER_OF === 0;
    if (isCustomer) await account.register(journal);
    const random = new Random(seedOf(options.seed, -number - 1));
    shoppers.push(new Shopper(`s${number}`, world, random, isCustomer ? account.token : null));
  }
  return shoppers;
}
