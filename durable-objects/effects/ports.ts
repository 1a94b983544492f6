import type { CartApi } from "../../contracts/cart.ts";
import type { InventoryApi } from "../../contracts/inventory.ts";
import type { PaymentsApi } from "../../contracts/payments.ts";
import { asSystem } from "../../domain/kernel/trace.ts";

/** What the steps of a sale may reach. A binding is a port as it stands; a simulation brings its own. */
export type SalePorts = {
  PAYMENTS: Pick<PaymentsApi, "authorise" | "read" | "find" | "capture" | "void" | "refund" | "refunds">;
  INVENTORY: Pick<InventoryApi, "hold" | "commit" | "release" | "restock">;
  CART: Pick<CartApi, "close" | "giveBack">;
};

export const CALLER = asSystem("orders");
