import { ALL, chargeLine, type Damage, intentLine, one, paidIntent, paidOrder, SKU } from "./damage-kinds.ts";

/** Stock, money, orders and their sagas. */
export const DAMAGES_OF_TRUTH: Damage[] = [
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
];
