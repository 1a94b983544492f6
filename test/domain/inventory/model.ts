import type { StockCommand } from "../../../domain/inventory/types.ts";

type Answer = { outcome: string; backordered?: number };
type Paper = { asked: number; taken: number; until: number; state: "open" | "sold" | "over" };

/** The rules told another way: one pile of goods, one slip of paper per order. Slow, and easy to believe. */
export class Shop {
  #pile = 0;
  readonly #slips = new Map<string, Paper>();
  readonly #restocked = new Set<string>();

  level(at: number): { onHand: number; held: number; available: number } {
    const held = this.#held(at);
    return { onHand: this.#pile, held, available: this.#pile - held };
  }

  handle(command: StockCommand): Answer {
    switch (command.type) {
      case "Hold":
        return this.#hold(command);
      case "Commit":
        return this.#sell(command);
      case "Release": {
        if (this.#slips.get(command.orderId)?.state !== "sold") this.#end(command.orderId);
        return { outcome: "ok" };
      }
      case "LetGo": {
        if (this.#slips.get(command.orderId)?.state === "open") this.#slips.delete(command.orderId);
        return { outcome: "ok" };
      }
      case "Restock":
        return this.#restock(command);
      case "Adjust": {
        const wanted = "delta" in command.change ? this.#pile + command.change.delta : command.change.onHand;
        if (wanted < this.#held(command.at)) return { outcome: "below_held" };
        this.#pile = wanted;
        return { outcome: "ok" };
      }
      case "Expire":
        return { outcome: "ok" };
    }
  }

  #hold({ orderId, quantity, backorder, until, at }: Extract<StockCommand, { type: "Hold" }>): Answer {
    const slip = this.#slips.get(orderId);
    if (slip?.state === "over") return { outcome: "released" };
    if (slip?.state === "sold") return { outcome: "ok", backordered: slip.asked - slip.taken };
    if (slip && slip.until > at && slip.asked === quantity) {
      slip.until = Math.max(slip.until, until);
      return { outcome: "ok", backordered: slip.asked - slip.taken };
    }
    const free = this.#pile - this.#held(at, orderId);
    if (free < quantity && !backorder) return { outcome: "out_of_stock" };
    const taken = Math.min(free, quantity);
    this.#slips.set(orderId, { asked: quantity, taken, until, state: "open" });
    return { outcome: "ok", backordered: quantity - taken };
  }

  #sell({ orderId, quantity, at }: Extract<StockCommand, { type: "Commit" }>): Answer {
    const slip = this.#slips.get(orderId);
    if (slip?.state === "over") return { outcome: "ok", backordered: quantity };
    if (slip?.state === "sold") return { outcome: "ok", backordered: slip.asked - slip.taken };
    const kept = slip && slip.until > at && slip.asked === quantity;
    const taken = kept ? slip.taken : Math.min(this.#pile - this.#held(at, orderId), quantity);
    this.#slips.set(orderId, { asked: quantity, taken, until: at, state: "sold" });
    this.#pile -= taken;
    return { outcome: "ok", backordered: quantity - taken };
  }

  #restock({ orderId, restockId, quantity, at }: Extract<StockCommand, { type: "Restock" }>): Answer {
    const once = `${orderId} ${restockId}`;
    if (this.#restocked.has(once)) return { outcome: "ok" };
    this.#restocked.add(once);
    const slip = this.#slips.get(orderId);
    const known = slip && (slip.state !== "open" || slip.until > at);
    if (!known) this.#pile += quantity;
    else if (slip.state === "sold") this.#giveBack(orderId, quantity, slip);
    return { outcome: "ok" };
  }

  readonly #returned = new Map<string, number>();

  #giveBack(orderId: string, quantity: number, slip: Paper): void {
    const before = this.#returned.get(orderId) ?? 0;
    const back = Math.min(quantity, slip.taken - before);
    this.#returned.set(orderId, before + back);
    this.#pile += back;
  }

  #end(orderId: string): void {
    this.#slips.set(orderId, { asked: 0, taken: 0, until: 0, state: "over" });
  }

  #held(at: number, except?: string): number {
    let held = 0;
    for (const [orderId, slip] of this.#slips) {
      if (orderId !== except && slip.state === "open" && slip.until > at) held += slip.taken;
    }
    return held;
  }
}
