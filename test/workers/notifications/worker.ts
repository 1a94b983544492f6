import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../../contracts/caller.ts";
import type { IdentityApi } from "../../../contracts/identity.ts";
import type { OrdersApi } from "../../../contracts/orders.ts";
import type { OrderId, UserId } from "../../../domain/kernel/ids.ts";
import { facts } from "../../domain/notifications/given.ts";

export { default, MailSenderObject, NotificationsService } from "../../../workers/notifications/index.ts";
export { FakeEvents } from "../../support/fake-events.ts";

/** Whom the owners of addresses know nothing about any more, and whether they are there. */
export const known = { erased: new Set<string>(), down: false };

function asked(caller: Caller): void {
  if (caller.kind !== "system" || caller.name !== "notifications") throw new Error("not in its own name");
  if (known.down) throw new Error("Network connection lost.");
}

/** Every order has the address `<its id>@example.org`. */
export class FakeOrders extends WorkerEntrypoint implements Pick<OrdersApi, "mailOf"> {
  async mailOf(caller: Caller, orderId: OrderId): ReturnType<OrdersApi["mailOf"]> {
    asked(caller);
    const { order, shippingAddress } = facts();
    const contact = known.erased.has(orderId) ? null : { email: `${orderId}@example.org`, shippingAddress };
    return { ok: true, value: { order: { ...order, id: orderId }, contact } };
  }
}

export class FakeIdentity extends WorkerEntrypoint implements Pick<IdentityApi, "emailOf"> {
  async emailOf(caller: Caller, userId: UserId): Promise<string | null> {
    asked(caller);
    return known.erased.has(userId) ? null : `${userId}@example.org`;
  }
}
