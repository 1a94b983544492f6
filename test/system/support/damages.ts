import { ALL, type Damage, one, paidOrder, SKU } from "./damage-kinds.ts";
import { DAMAGES_OF_SUBSCRIBERS } from "./damages-of-subscribers.ts";
import { DAMAGES_OF_TRUTH } from "./damages-of-truth.ts";

/** Neither the first nor the last of its partition: its place stays empty. */
const MIDDLE_PAID = `SELECT "offset" FROM log WHERE envelope ->> '$.type' = 'OrderPaid'
  AND "offset" > (SELECT min("offset") FROM log) AND "offset" < (SELECT max("offset") FROM log) ORDER BY 1 LIMIT 1`;

export const DAMAGES: Damage[] = [
  ...DAMAGES_OF_TRUTH,
  ...DAMAGES_OF_SUBSCRIBERS,
  [
    "an event is gone from the log",
    ["I15", "I7", "I8"],
    (books) => books.sql("PartitionObject", MIDDLE_PAID, [`DELETE FROM log WHERE "offset" = (${MIDDLE_PAID})`]),
  ],
  [
    "an event in the log was rewritten, where no list looks",
    ["I15"],
    (books) =>
      books.sql("PartitionObject", MIDDLE_PAID, [
        `UPDATE log SET envelope = json_set(envelope, '$.causationId', 'another') WHERE "offset" = (${MIDDLE_PAID})`,
      ]),
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
      const { id } = paidOrder(was);
      // As it was asked: an order without a cart is written to at the address that its own request gave.
      const asked = one(
        was.asked,
        ({ kind, answers }) => kind === "order" && answers.some(({ body }) => body.id === id),
      );
      const line = { line: "asked", n: ALL, kind: "order", path: "/orders", key: "k", body: asked.body, shown, at: 1 };
      books.line("journal", line);
      books.line("journal", { line: "answered", n: ALL, status: 201, body: { id }, at: 2 });
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
