import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../../demo/random.ts";
import type { Answer } from "../../bench/client.ts";
import type { Asking, Who } from "../asking.ts";
import { SCARCE, SKUS } from "../goods.ts";
import type { Planned } from "../journal.ts";
import type { Provider } from "../provider.ts";

export type Cart = { id: string; who: Who; totalMinor: number };
/** An order as whoever placed it knows it. `paymentId`: of its last payment. */
export type Placed = { id: string; who: Who; status: string; paymentId: string | null; intent: string | null };
/** A request that was answered, to be sent again. What had no effect is not remembered by the shop either. */
export type Sent = { n: number; planned: Planned; who: Who; hadEffect: boolean };

const ADDRESS = {
  name: "Ada Lovelace",
  line1: "1 Analytical Way",
  city: "Springfield",
  postalCode: "12345",
  country: "US",
};
const LOOKS_MAX = 40;
const LOOK_EVERY_MS = 250;
const SENT_MAX = 20;

/** What every story is told with. */
export type World = {
  asking: Asking;
  provider: Provider;
  staff: () => Promise<string>;
  /** Changes the price of one product, one after the other. */
  oneAtATime: <T>(work: () => Promise<T>) => Promise<T>;
};

/** One shopper: a guest, or a customer with an account. Does one thing after the other. */
export class Shopper {
  readonly world: World;
  readonly random: Random;
  readonly sent: Sent[] = [];
  readonly #name: string;
  readonly #customer: (() => Promise<string>) | null;
  #keys = 0;

  constructor(name: string, world: World, random: Random, customer: (() => Promise<string>) | null) {
    this.#name = name;
    this.world = world;
    this.random = random;
    this.#customer = customer;
  }

  /** A key of its own, never used before on this folder. */
  key(): string {
    this.#keys += 1;
    return `${this.#name}-${this.#keys}`;
  }

  /** One for each order: whose mail is whose can be told. */
  #email(): string {
    return `ada-${this.key()}@example.org`;
  }

  chance(percent: number): boolean {
    return this.random.below(100) < percent;
  }

  /** Asks, and remembers what was asked so that it may be sent again. */
  async ask(planned: Planned, who: Who): Promise<Answer> {
    const asked = this.world.asking.ask(planned, who);
    const n = this.world.asking.last;
    const answer = await asked;
    const hadEffect = answer.status < 300 || answer.body.code === "payment_declined";
    this.sent.push({ n, planned, who, hadEffect });
    if (this.sent.length > SENT_MAX) this.sent.shift();
    return answer;
  }

  /** A cart that is ready to be ordered; null where it could not be filled. */
  async cart(): Promise<Cart | null> {
    const account: Who = this.#customer === null ? {} : { customer: this.#customer };
    const opened = await this.world.asking.look("POST", "/carts", account, { currency: "USD" });
    const who = this.#customer === null ? { cart: String(opened.body.token) } : account;
    const body = {
      lines: this.lines(),
      shippingAddress: ADDRESS,
      shippingOption: "standard",
      email: this.#email(),
    };
    const path = `/carts/${String(opened.body.id)}`;
    const filled = await this.ask({ kind: "cart", method: "PUT", path, key: this.key(), body }, who);
    return filled.status === 200 ? { id: String(opened.body.id), who, totalMinor: totalOf(filled) } : null;
  }

  lines(): { sku: string; quantity: number }[] {
    const some = this.random.shuffled(this.chance(50) ? SCARCE : SKUS).slice(0, 1 + this.random.below(2));
    return some.map((sku) => ({ sku, quantity: 1 + this.random.below(2) }));
  }

  /** Orders a cart. `method` null: the order waits for its payment. Null where nothing was ordered. */
  async order(cart: Cart, method: string | null): Promise<Placed | null> {
    const payment = method === null ? {} : { payment: { provider: "stripe", method } };
    const body = { cartId: cart.id, ...payment };
    const shown = { totalMinor: cart.totalMinor, cartId: cart.id };
    return this.place({ kind: "order", method: "POST", path: "/orders", key: this.key(), body, shown }, cart.who);
  }

  /** Orders some goods without a cart. */
  async buyNow(method: string): Promise<Placed | null> {
    const goods = { items: this.lines(), shippingAddress: ADDRESS, email: this.#email(), currency: "USD" };
    const body = { ...goods, payment: { provider: "stripe", method } };
    const who: Who = this.#customer === null ? {} : { customer: this.#customer };
    return this.place({ kind: "order", method: "POST", path: "/orders", key: this.key(), body }, who);
  }

  async place(planned: Planned, who: Who): Promise<Placed | null> {
    const answer = await this.ask(planned, who);
    if (answer.status >= 300) return null;
    const token = answer.body.token;
    return placedOf(answer, typeof token === "string" ? { order: token } : who);
  }

  /** The order as it is now. */
  async look({ id, who }: Placed): Promise<Placed> {
    return placedOf(await this.world.asking.look("GET", `/orders/${id}`, who), who);
  }

  /** Looks again and again until it is so; false where it never was. */
  async until(order: Placed, isSo: (now: Answer) => boolean): Promise<boolean> {
    for (let look = 0; look < LOOKS_MAX; look++) {
      if (isSo(await this.world.asking.look("GET", `/orders/${order.id}`, order.who))) return true;
      await sleep(LOOK_EVERY_MS);
    }
    return false;
  }

  cancel({ id, who }: Placed): Promise<Answer> {
    const path = `/orders/${id}/cancel`;
    return this.ask(
      { kind: "cancel", method: "POST", path, key: this.key(), body: { reason: "changed my mind" } },
      who,
    );
  }
}

function totalOf({ body }: Answer): number {
  return (body as { totals: { total: { minor: number } } }).totals.total.minor;
}

type PaymentSeen = { id: string; nextAction?: { clientSecret?: string } } | null;

function placedOf({ body }: Answer, who: Who): Placed {
  const payment = (body.payment ?? null) as PaymentSeen;
  const secret = payment?.nextAction?.clientSecret;
  return {
    id: String(body.id),
    who,
    status: String(body.status),
    paymentId: payment?.id ?? null,
    intent: secret === undefined ? null : (secret.split("_secret_")[0] ?? null),
  };
}
