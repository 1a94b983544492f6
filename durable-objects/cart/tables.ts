/** Beside the kernel's tables. A statement once released is never changed. */
export const CART_TABLES = [
  // Who and where: the only personal data a cart has. Erasing a person deletes the row; the log goes on without it.
  `CREATE TABLE IF NOT EXISTS contacts (
    cart TEXT PRIMARY KEY, email TEXT, shipping_address TEXT) STRICT, WITHOUT ROWID`,
  // Which of a customer's carts is the current one. No row: the first.
  `CREATE TABLE IF NOT EXISTS generations (
    customer TEXT NOT NULL, currency TEXT NOT NULL CHECK (length(currency) = 3),
    generation INTEGER NOT NULL CHECK (generation > 0),
    PRIMARY KEY (customer, currency)) STRICT, WITHOUT ROWID`,
];
