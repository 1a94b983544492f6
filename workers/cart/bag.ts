import type { KeptCart } from "../../domain/cart/state.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { UserId } from "../../domain/kernel/ids.ts";
import type { Env } from "./index.ts";
import { bagId, homeOf, Visit } from "./visit.ts";

/** How many finished carts are stepped over at most: more than one only when requests race. */
const GENERATIONS_TRIED_MAX = 5;

export type Bag = { visit: Visit; kept: KeptCart };

/** A customer's one open cart in a currency. It may not be stored yet: its id is reckoned, not kept. */
export async function bagOf(env: Env, userId: UserId, currency: Currency): Promise<Bag> {
  let generation = await homeOf(env, userId).generation(userId, currency);
  for (let tried = 0; tried < GENERATIONS_TRIED_MAX; tried++) {
    const bag = await bagAt(env, userId, currency, generation);
    if (bag.kept.state.status === "open" || bag.kept.state.status === "ordering") {
      return (await givenBackBag(env, userId, currency, bag, generation)) ?? bag;
    }
    generation = await homeOf(env, userId).advance(userId, currency, generation);
  }
  throw new Error("no open cart among a customer's newest");
}

/** An order given up after the next cart was begun gives its cart back; while the new one is empty, the old one counts. */
async function givenBackBag(
  env: Env,
  userId: UserId,
  currency: Currency,
  bag: Bag,
  generation: number,
): Promise<Bag | null> {
  if (generation === 0 || bag.kept.state.lines.length > 0) return null;
  const earlier = await bagAt(env, userId, currency, generation - 1);
  return earlier.kept.state.status === "open" && earlier.kept.state.lines.length > 0 ? earlier : null;
}

async function bagAt(env: Env, userId: UserId, currency: Currency, generation: number): Promise<Bag> {
  const visit = new Visit(env, bagId(env, userId, currency, generation), { userId, opens: false, isTheirs: true });
  const found = await visit.look();
  if (!found.ok) throw new Error(`a customer's own cart was refused: ${found.error.code}`);
  return { visit, kept: found.value };
}
