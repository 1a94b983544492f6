import type { Caller, Page, PageRequest } from "../../contracts/caller.ts";
import type { OrderMailFacts, OrderRefusal } from "../../contracts/orders.ts";
import { present } from "../../domain/kernel/assert.ts";
import type { OrderId, PaymentId, UserId } from "../../domain/kernel/ids.ts";
import { orderNumber } from "../../domain/kernel/ids.ts";
import { money } from "../../domain/kernel/money.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import type { OrderEvent } from "../../domain/orders/events.ts";
import { eventView, staffEventView } from "../../domain/orders/history.ts";
import { isPaid, type Order } from "../../domain/orders/state.ts";
import type { OrderEventView, OrderSummary, OrderView, PaymentView } from "../../domain/orders/types.ts";
import { paymentView } from "../../domain/orders/view.ts";
import { isUser, may } from "../kernel/access.ts";
import { database } from "../kernel/d1.ts";
import { idsOf } from "../kernel/ids.ts";
import { seen } from "./access.ts";
import { paymentIdOf, viewOf } from "./answer.ts";
import { type Env, homeOf } from "./env.ts";
import { ordersOf, unlistedOf } from "./queries.ts";
import { withUnlisted } from "./unlisted.ts";

const VERSION = /^\d{1,9}$/;

export async function view(
  env: Env,
  caller: Caller,
  orderId: OrderId,
  version?: number,
): Promise<Result<OrderView, OrderRefusal>> {
  const now = await seen(env, caller, orderId);
  if (!now.ok) return now;
  if (version === undefined) return ok(viewOf(env, now.value));
  if (version < 1 || version > now.value.version) return err({ code: "not_found" });
  const then = await homeOf(env, orderId).read(orderId, version);
  return then.state.terms === null ? err({ code: "not_found" }) : ok(viewOf(env, then));
}

/** The cursor is the version last seen. */
export async function history(
  env: Env,
  caller: Caller,
  orderId: OrderId,
  page: PageRequest,
): Promise<Result<Page<OrderEventView>, OrderRefusal>> {
  const found = await seen(env, caller, orderId);
  if (!found.ok) return found;
  const after = page.cursor ?? "0";
  if (!VERSION.test(after)) return err({ code: "parameter", errors: [{ path: "cursor", code: "parameter" }] });
  const events = await homeOf(env, orderId).history(orderId, Number(after), page.limit + 1);
  const shown = events.slice(0, page.limit);
  const staff = may(caller, "orders:read");
  const nextCursor = events.length > page.limit ? String(present(shown.at(-1), "a full page").version) : null;
  const { currency } = present(found.value.state.terms, "an order that was seen");
  const told = staff ? staffEventView : (version: number, event: OrderEvent) => eventView(version, event, currency);
  return ok({ items: shown.map(({ version, event }) => told(version, event)), nextCursor });
}

export async function payment(
  env: Env,
  caller: Caller,
  paymentId: PaymentId,
): Promise<Result<PaymentView, OrderRefusal>> {
  const ids = idsOf(env);
  const orderId = ids.sibling("ord", paymentId);
  const attempt = Number(ids.tagOf(paymentId));
  const found = await seen(env, caller, orderId);
  if (!found.ok) return found;
  const view = paymentView(found.value.state, attempt, paymentIdOf(env));
  return view ? ok(view) : err({ code: "not_found" });
}

/** From the list; its first page also has what the list has not heard of yet. */
export async function ofCustomer(
  env: Env,
  caller: Caller,
  userId: UserId,
  page: PageRequest,
): Promise<Result<Page<OrderSummary>, OrderRefusal>> {
  if (!isUser(caller, userId) && !may(caller, "orders:read")) return err({ code: "not_found" });
  const db = database(env.DB);
  // Asked for before the page is read: what the list hears of in between is found twice rather than not at all.
  const unheard = await unlistedOf(db, await homeOf(env, userId).newestOf(userId));
  const listed = await ordersOf(db, userId, page);
  if (!listed.ok) return listed;
  const read = await inParallel(unheard, async (id) => (await homeOf(env, id).read(id)).state);
  const standing = read.filter((order) => order.terms !== null && (order.confirmed || order.status === "pending"));
  return ok(withUnlisted(listed.value, standing.map(summaryOf), page));
}

function summaryOf(order: Order): OrderSummary {
  const terms = present(order.terms, "a placed order");
  return {
    id: terms.orderId,
    number: orderNumber(terms.orderId),
    status: order.status,
    paid: isPaid(order),
    total: money(terms.totalMinor, terms.currency),
    placedAt: new Date(order.placedAt).toISOString(),
  };
}

/** The order with whom it is for: read by nobody but who writes to them. */
export async function mailFacts(env: Env, orderId: OrderId): Promise<Result<OrderMailFacts, { code: "not_found" }>> {
  const [found, contact] = await Promise.all([
    homeOf(env, orderId).read(orderId),
    homeOf(env, orderId).contact(orderId),
  ]);
  return found.state.terms === null ? err({ code: "not_found" }) : ok({ order: viewOf(env, found), contact });
}
