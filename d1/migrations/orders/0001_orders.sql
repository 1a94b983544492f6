-- Orders as customers read them, from the confirmation on. The truth is each order's own event log.
CREATE TABLE orders (
  id             TEXT PRIMARY KEY,
  number         TEXT NOT NULL,
  customer_id    TEXT,
  status         TEXT NOT NULL CHECK (status IN ('confirmed', 'fulfilled', 'delivered', 'cancelled', 'returned')),
  paid           INTEGER NOT NULL CHECK (paid IN (0, 1)),
  currency       TEXT NOT NULL CHECK (length(currency) = 3),
  total_minor    INTEGER NOT NULL CHECK (total_minor >= 0),
  refunded_minor INTEGER NOT NULL CHECK (refunded_minor BETWEEN 0 AND total_minor),
  attention      TEXT NOT NULL CHECK (json_type(attention) = 'array'),
  placed_at      INTEGER NOT NULL CHECK (placed_at > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_by_customer ON orders (customer_id, placed_at, id);

-- Its twin: a rebuild writes here, and then the two change names. An index goes with its table, so its name says neither.
CREATE TABLE orders_next (
  id             TEXT PRIMARY KEY,
  number         TEXT NOT NULL,
  customer_id    TEXT,
  status         TEXT NOT NULL CHECK (status IN ('confirmed', 'fulfilled', 'delivered', 'cancelled', 'returned')),
  paid           INTEGER NOT NULL CHECK (paid IN (0, 1)),
  currency       TEXT NOT NULL CHECK (length(currency) = 3),
  total_minor    INTEGER NOT NULL CHECK (total_minor >= 0),
  refunded_minor INTEGER NOT NULL CHECK (refunded_minor BETWEEN 0 AND total_minor),
  attention      TEXT NOT NULL CHECK (json_type(attention) = 'array'),
  placed_at      INTEGER NOT NULL CHECK (placed_at > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_by_customer_too ON orders_next (customer_id, placed_at, id);
