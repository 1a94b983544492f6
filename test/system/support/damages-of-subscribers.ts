import type { Books } from "../../../scripts/crash/audit/books.ts";
import type { Mail } from "../../../scripts/crash/audit/read/mailbox.ts";
import { type Damage, one } from "./damage-kinds.ts";

const CONFIRMED = "SELECT min(key) FROM mails WHERE template = 'order_confirmed'";
const PRODUCT = "SELECT number FROM products WHERE handle = 'crash-many-2'";
const FOUND = "SELECT number FROM goods WHERE handle = 'crash-many-2'";

const confirmation = (was: Books): Mail => one(was.mailbox, ({ key }) => key.endsWith("/order_confirmed"));
const mailLine = (key: string, to: string[]) => [{ mail: { id: "spoiled", key, to } }];

/** What the newer subscribers make of the log, and the truth that the log is told of by rows. */
export const DAMAGES_OF_SUBSCRIBERS: Damage[] = [
  [
    "an order's mail was never written down",
    ["I7"],
    (books) => books.sql("D1DatabaseObject", "SELECT 1 FROM mails", [`DELETE FROM mails WHERE key = (${CONFIRMED})`]),
  ],
  [
    "a mail waits for ever",
    ["I7"],
    (books) =>
      books.sql("D1DatabaseObject", "SELECT 1 FROM mails", [
        `UPDATE mails SET state = 'queued', settled_at = NULL, provider_id = NULL WHERE key = (${CONFIRMED})`,
      ]),
  ],
  [
    "a mail that is said to be sent never left",
    ["I7"],
    (books, was) => books.instead("mailbox", [`"key":"${confirmation(was).key}"`, '"key":null']),
  ],
  [
    "a mail left twice",
    ["I7"],
    (books, was) => {
      const { key, to } = confirmation(was);
      books.line("mailbox", mailLine(key, to));
    },
  ],
  [
    "a mail left about nothing",
    ["I7"],
    (books) => books.line("mailbox", mailLine("order/ord_spoiled/1/order_confirmed", ["ada@example.org"])),
  ],
  [
    "a mail went to somebody else",
    ["I12"],
    (books, was) => books.instead("mailbox", [`"to":["${confirmation(was).to[0]}"]`, '"to":["grace@example.org"]']),
  ],
  [
    "a product that is for sale is not found",
    ["I8"],
    (books) =>
      books.sql("D1DatabaseObject", FOUND, ["UPDATE goods SET id = 'prod_spoiled' WHERE handle = 'crash-many-2'"]),
  ],
  [
    "a product is found at another price",
    ["I8"],
    (books) =>
      books.sql("D1DatabaseObject", FOUND, [
        `UPDATE listing SET price_from = price_from - 1 WHERE number = (${FOUND})`,
      ]),
  ],
  [
    "a term is counted once too often",
    ["I8"],
    (books) => books.sql("D1DatabaseObject", FOUND, ["UPDATE terms SET weight = weight + 1 WHERE term = 'crash'"]),
  ],
  [
    "a product went out of sale, and nobody was told",
    ["I7", "I8"],
    (books) =>
      books.sql("D1DatabaseObject", PRODUCT, ["UPDATE products SET status = 'draft' WHERE handle = 'crash-many-2'"]),
  ],
  [
    "a product has a version that nobody was told of",
    ["I7"],
    (books) =>
      books.sql("D1DatabaseObject", PRODUCT, [
        "UPDATE products SET version = version + 1 WHERE handle = 'crash-many-2'",
      ]),
  ],
  [
    "a price was changed, and nobody was told",
    ["I7", "I8"],
    (books) =>
      books.sql("D1DatabaseObject", PRODUCT, ["UPDATE prices SET minor = minor + 1 WHERE sku = 'CRASH-MANY-2'"]),
  ],
  [
    "an account has said more than the log has heard",
    ["I7"],
    (books) =>
      books.sql("D1DatabaseObject", "SELECT 1 FROM users WHERE told > 0", [
        "UPDATE users SET told = told + 1 WHERE told > 0",
      ]),
  ],
  [
    "who registered has no account",
    ["I12", "I7", "I9"],
    (books) =>
      books.sql("D1DatabaseObject", "SELECT 1 FROM users WHERE told > 0", ["DELETE FROM users WHERE told > 0"]),
  ],
  [
    "rules are in force that nobody was told of",
    ["I7"],
    (books) =>
      books.sql("D1DatabaseObject", "SELECT 1 FROM rules", [
        "UPDATE rules SET version = version + 1 WHERE superseded_at IS NULL",
      ]),
  ],
];
