import { describe } from "vitest";
import type { Sku } from "../../../domain/kernel/ids.ts";
import { keepsTheStockContract } from "../../contracts/stock-port.ts";
import { FakeInventory } from "../../simulation/world/shelves.ts";
import { INVENTORY, levels, newOrder, newSku, stocked } from "./shop.ts";

describe("the simulation's inventory", () => {
  const fake = new FakeInventory(() => Date.now());
  keepsTheStockContract({
    port: fake,
    newOrder,
    stocked: async (quantity) => {
      const sku = newSku();
      fake.receive(sku, quantity);
      return sku;
    },
    onHand: async (sku) => sums(fake.state(sku).shelves),
  });
});

describe("the real Worker", () => {
  const onHand = async (sku: Sku) => sums(await levels(sku));
  keepsTheStockContract({ port: INVENTORY, newOrder, stocked: (quantity) => stocked(quantity), onHand });
});

function sums(shelves: { onHand: number; held: number }[]) {
  return shelves.reduce((sum, { onHand, held }) => ({ onHand: sum.onHand + onHand, held: sum.held + held }), {
    onHand: 0,
    held: 0,
  });
}
