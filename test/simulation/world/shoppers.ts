import type { Country } from "../../../domain/kernel/country.ts";
import type { CartId, OrderId, ProductId, RefundId, Sku } from "../../../domain/kernel/ids.ts";
import { apportion, money } from "../../../domain/kernel/money.ts";
import type { PlacedLine } from "../../../domain/orders/types.ts";
import { ask, type Wanted } from "./requests.ts";
import { name, type SimulatedShop } from "./shop.ts";

const SKUS: Sku[] = ["mug", "poster", "scarf"];
const CARDS = [
  "pm_card_visa",
  "pm_card_visa",
  "pm_card_visa",
  "pm_card_chargeDeclined",
  "pm_card_authenticationRequired",
  "pm_card_authenticationRequired",
  "pm_card_captureRefused",
  "pm_card_refundPending",
];
const SHOPPERS_MAX = 5;
const REQUESTS_MAX = 4;
const MINUTE = 60_000;

/** What people were promised, to be held against what became of it. */
export type Promises = { cancelled: Set<OrderId> };

/** Lets a few shoppers and a little staff loose on the shop, at times and in ways the seed chooses. */
export function people(shop: SimulatedShop): Promises {
  const promises: Promises = { cancelled: new Set() };
  const { random, scheduler, inventory } = shop;
  for (const sku of SKUS) {
    inventory.receive(sku, random.between(1, 5));
  }
  for (let n = 1; n <= random.between(2, SHOPPERS_MAX); n++) shopper(shop, promises, n);
  if (random.chance(0.5)) scheduler.after(random.between(0, 5 * MINUTE), "crash of the process", () => shop.crash());
  return promises;
}

/** A bag, and some requests to buy it: tabs side by side, repeats, another try after a refusal or a cancellation. */
function shopper(shop: SimulatedShop, promises: Promises, n: number): void {
  const { random, scheduler, carts } = shop;
  const wanted = wantedBy(shop, n);
  if (wanted.cartId) carts.fill(wanted.cartId, wanted.terms);
  const begins = random.between(0, 2 * MINUTE);
  for (let request = 1; request <= random.between(1, REQUESTS_MAX); request++) {
    const key = `key-${random.between(1, 2)}`;
    const payment = random.chance(0.85) ? { method: random.pick(CARDS) } : null;
    const later = request === 1 ? 0 : random.between(0, random.chance(0.6) ? 2_000 : 40 * MINUTE);
    scheduler.after(begins + later, `shopper ${n} asks by ${key}`, () =>
      ask(shop, wanted, key, { payment, placed: (id) => afterwards(shop, promises, id) }),
    );
  }
}

function afterwards(shop: SimulatedShop, promises: Promises, id: OrderId): void {
  const { random, scheduler, provider } = shop;
  const someTime = () => random.between(0, random.chance(0.5) ? 2_000 : 40 * MINUTE);
  if (random.chance(0.1)) scheduler.after(someTime(), `${name(id)} is closed`, () => provider.closesByItself(id));
  if (random.chance(0.4)) scheduler.after(someTime(), `${name(id)} cancel`, () => cancel(shop, promises, id));
  if (random.chance(0.3)) scheduler.after(someTime(), `${name(id)} refund`, () => refund(shop, id));
  if (random.chance(0.2)) scheduler.after(someTime(), `${name(id)} is sent`, () => send(shop, id));
  if (random.chance(0.6)) scheduler.after(someTime(), `${name(id)} pays`, () => pay(shop, id));
  for (let n = 0; n < 2; n++) {
    if (!random.chance(0.7)) continue;
    scheduler.after(someTime(), `${name(id)} answers the bank`, () => {
      const asked = provider.intents.find((intent) => intent.orderId === id && intent.status === "requires_action");
      if (!asked) return;
      provider.authenticate(asked.ref, random.chance(0.7));
      if (random.chance(0.7))
        scheduler.after(random.between(1, 500), `${name(id)} webhook`, () => shop.drive(id, true));
    });
  }
}

function cancel(shop: SimulatedShop, promises: Promises, id: OrderId): void {
  const refused = shop.handle(id, { type: "Cancel", at: shop.scheduler.now, reason: "changed my mind" });
  if (refused === null) promises.cancelled.add(id);
  shop.drive(id);
}

function send(shop: SimulatedShop, id: OrderId): void {
  shop.handle(id, { type: "SetStatus", at: shop.scheduler.now, status: "fulfilled" });
}

function refund(shop: SimulatedShop, id: OrderId): void {
  const { random, scheduler } = shop;
  const total = shop.state(id).terms?.totalMinor ?? 0;
  const amount = random.chance(0.5) ? null : money(random.between(1, total + 100), "USD");
  const refundId = `ref_${random.between(1, 1e9)}` as RefundId;
  shop.handle(id, { type: "Refund", at: scheduler.now, refundId, amount, lines: null, reason: "broken" });
  shop.drive(id);
}

function pay(shop: SimulatedShop, id: OrderId): void {
  shop.handle(id, { type: "Pay", at: shop.scheduler.now, method: shop.random.pick(CARDS) });
  shop.drive(id);
}

function wantedBy(shop: SimulatedShop, n: number): Wanted {
  const { random } = shop;
  const cartId = random.chance(0.8) ? (`cart_${n}` as CartId) : null;
  const skus = SKUS.filter(() => random.chance(0.5));
  const lines: PlacedLine[] = (skus.length > 0 ? skus : ["mug"]).map((sku) => {
    const quantity = random.between(1, 2);
    const unitPriceMinor = random.between(1, 5_000);
    const totalMinor = unitPriceMinor * quantity;
    const product = { sku, productId: `prod_${sku}` as ProductId, title: sku, taxClass: "standard" as const };
    return {
      ...product,
      quantity,
      unitPriceMinor,
      discountMinor: 0,
      taxMinor: 0,
      totalMinor,
      trackStock: random.chance(0.95),
      backorder: random.chance(0.1),
    };
  });
  const subtotalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0);
  const taxMinor = Math.round(subtotalMinor / 10);
  const taxes = apportion(
    taxMinor,
    lines.map((line) => line.totalMinor),
  );
  const terms: Wanted["terms"] = {
    customerId: null,
    cartId,
    currency: "USD",
    lines: lines.map((line, index) => ({ ...line, taxMinor: taxes[index] ?? 0 })),
    destination: { country: "DE" as Country, postalCode: "10115" },
    shipping: { optionId: "standard", title: "Standard", minor: 0 },
    subtotalMinor,
    discountMinor: 0,
    shippingMinor: 0,
    taxMinor,
    totalMinor: subtotalMinor + taxMinor,
    taxIncluded: false,
    adjustments: [],
    rulesVersion: 1,
  };
  return { cartId, nowId: `ord_now${n}` as OrderId, terms };
}
