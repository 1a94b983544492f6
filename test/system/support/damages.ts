import type { Books } from "../../../scripts/crash/audit/books.ts";
import type { Invariant } from "../../../scripts/crash/audit/finding.ts";
import type { OrderBook } from "../../../scripts/crash/audit/fold/order.ts";
import type { Intent } from "../../../scripts/crash/audit/read/provider.ts";
import type { Spoiled } from "./damage.ts";

/** What is spoiled, and the invariants that are then broken: these and no others. */
export type Damage = [what: string, broken: Invariant[], spoil: (books: Spoiled, was: Books) => void];

const SKU = "CRASH-MANY-1";
const ALL = 1_000_000;

/** Neither the first nor the last of its partition: its place stays empty. */
const MIDDLE_PAID = `SELECT "offset" FROM log WHERE envelope ->> '$.type' = 'OrderPaid'
  AND "offset" > (SELECT min("offset") FROM log) AND "offset" < (SELECT max("offset") FROM log) ORDER BY 1 LIMIT 1`;

const paidOrder = (books: Books): OrderBook =>
  one(
    [...books.orders.values()],
    ({ status, attempts }) => status === "confirmed" && attempts.get(1)?.status === "captured",
  );
const paidIntent = (books: Books): Intent => one(books.provider.intents, ({ status }) => status === "succeeded");

function one<T>(all: readonly T[], isIt: (thing: T) => boolean): T {
  const found = all.find(isIt);
  if (found === undefined) throw new Error("the run had none of these");
  return found;
}

function intentLine({ orderId, amount, currency }: Intent, more: Record<string, unknown>): unknown {
  const row = { id: "pi_spoiled", amount, amountReceived: 0, currency: currency.toLowerCase(), ...more };
  return [{ table: "intents", row: { ...row, metadata: { order_id: orderId, attempt: "9" } } }];
}

const chargeLine = (amount: number) => [{ table: "charges", row: { id: "ch_spoiled", amountCaptured: amount } }];

export const DAMAGES: Damage[] = [
  [
    "more was held for an instant than there ever was",
    ["I1"],
    (books) => {
      const parts = [ALL, -ALL].map((quantity) => ({ location: "main", quantity }));
      const hold = { orderId: "ord_spoiled", quantity: 0, backordered: 0, until: 0, parts };
      books.event("StockObject", SKU, "HoldTaken", hold);
      books.event("StockObject", SKU, "HoldsExpired", { holds: [{ orderId: "ord_spoiled", parts }] });
    },
  ],
  [
    "a level is one too high",
    ["I2"],
    (books) =>
      books.sql("StockObject", `SELECT 1 FROM events WHERE aggregate = '${SKU}'`, [
        "UPDATE levels SET on_hand = on_hand + 1, available = available + 1",
      ]),
  ],
  [
    "an event of stock is changed",
    ["I2", "I7"],
    (books) =>
      books.sql("StockObject", `SELECT 1 FROM events WHERE aggregate = '${SKU}'`, [
        "UPDATE events SET data = json_set(data, '$.delta', (data ->> '$.delta') + 1) WHERE version = 1",
      ]),
  ],
  [
    "an order was paid twice",
    ["I3", "I4"],
    (books, was) => {
      const paid = paidIntent(was);
      books.line("provider", intentLine(paid, { status: "succeeded", amountReceived: paid.amount }));
      books.line("provider", chargeLine(paid.amount));
    },
  ],
  [
    "money was given back that no order knows of",
    ["I3"],
    (books, was) => {
      const row = { id: "re_spoiled", intent: paidIntent(was).id, amount: 1, status: "succeeded", metadata: {} };
      books.line("provider", [{ table: "refunds", row }]);
    },
  ],
  [
    "one attempt of a cart named two orders",
    ["I4"],
    (books, was) => {
      const [cart] = one([...was.shop.carts], ([, events]) => events.at(-1)?.type === "CartOrdered");
      books.event("CartObject", cart, "HandedOver", { orderId: "ord_spoiled" });
    },
  ],
  [
    "a refund was begun and never ended",
    ["I5"],
    (books, was) =>
      books.event("OrderObject", paidOrder(was).id, "RefundAsked", { refundId: "ref_spoiled", amountMinor: 0 }),
  ],
  [
    "goods are held for an order that is over",
    ["I6"],
    (books, was) => {
      const hold = { orderId: paidOrder(was).id, quantity: 0, backordered: 0, until: Date.now() + ALL, parts: [] };
      books.event("StockObject", "CRASH-MANY-2", "HoldTaken", hold);
    },
  ],
  [
    "money is set aside for an order that was given up",
    ["I6"],
    (books, was) => {
      const over = one([...was.orders.values()], ({ status, confirmed }) => status === "cancelled" && !confirmed);
      const intent = one(was.provider.intents, ({ orderId }) => orderId === over.id);
      books.line("provider", intentLine(intent, { status: "requires_capture" }));
    },
  ],
  [
    "an event is gone from the log",
    ["I15", "I7", "I8"],
    (books) => books.sql("PartitionObject", MIDDLE_PAID, [`DELETE FROM log WHERE "offset" = (${MIDDLE_PAID})`]),
  ],
  [
    "an event was never acknowledged",
    ["I7"],
    (books) =>
      books.sql("PartitionObject", "SELECT 1 FROM cursors", [
        `UPDATE cursors SET unacked = '[{"offsets":[1],"tries":1,"sends":1,"due":1}]' WHERE subscriber = 'orders-lists'`,
      ]),
  ],
  [
    "an event lies in an outbox",
    ["I7"],
    (books) =>
      books.sql("OrderObject", "SELECT 1 FROM events", [
        "INSERT INTO outbox (stream, envelope) VALUES ('order/ord_spoiled', '{}')",
      ]),
  ],
  [
    "an event had no effect on a list, or two",
    ["I7"],
    (books) =>
      books.sql("D1DatabaseObject", "SELECT 1 FROM applied WHERE subscriber = 'orders-lists'", [
        "UPDATE applied SET seq = seq + 1 WHERE stream = (SELECT min(stream) FROM applied WHERE subscriber = 'orders-lists')",
      ]),
  ],
  [
    "a row is missing from a list",
    ["I8"],
    (books) =>
      books.sql("D1DatabaseObject", "SELECT 1 FROM orders", [
        "DELETE FROM orders WHERE id = (SELECT min(id) FROM orders)",
      ]),
  ],
  [
    "a level that is shown is off by one",
    ["I8"],
    (books) =>
      books.sql("D1DatabaseObject", `SELECT 1 FROM levels WHERE sku = '${SKU}'`, [
        `UPDATE levels SET available = available + 1 WHERE sku = '${SKU}'`,
      ]),
  ],
  [
    "a promise is broken",
    ["I9"],
    (books) => {
      books.line("journal", { line: "asked", n: ALL, kind: "order", path: "/orders", key: "k", body: {}, at: 1 });
      books.line("journal", {
        line: "answered",
        n: ALL,
        status: 201,
        body: { id: "ord_spoiled", status: "confirmed" },
        at: 2,
      });
    },
  ],
  [
    "a repeat was answered otherwise",
    ["I10"],
    (books, was) => {
      const { n } = one(was.asked, ({ kind, answers }) => kind === "order" && answers[0]?.status === 201);
      books.line("journal", { line: "answered", n, status: 402, body: { code: "payment_declined" }, at: 2 });
    },
  ],
  [
    "a stranger was shown an order",
    ["I12"],
    (books) => {
      books.line("journal", { line: "asked", n: ALL, kind: "stranger", path: "/orders/x", key: null, at: 1 });
      books.line("journal", { line: "answered", n: ALL, status: 200, body: {}, at: 2 });
    },
  ],
  [
    "more was charged than was shown",
    ["I13"],
    (books, was) => {
      const shown = { totalMinor: 1 };
      books.line("journal", {
        line: "asked",
        n: ALL,
        kind: "order",
        path: "/orders",
        key: "k",
        body: {},
        shown,
        at: 1,
      });
      books.line("journal", { line: "answered", n: ALL, status: 201, body: { id: paidOrder(was).id }, at: 2 });
    },
  ],
  [
    "a captured payment waits once more",
    ["I14"],
    (books, was) => books.event("OrderObject", paidOrder(was).id, "PaymentWaiting", { attempt: 1, ref: "pi_spoiled" }),
  ],
  [
    "a command was answered with what never was",
    ["I15"],
    (books) => books.sql("OrderObject", "SELECT 1 FROM commands", ["UPDATE commands SET version = version + 1000"]),
  ],
];
