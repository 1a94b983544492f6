-- What lists and search read, written in the same batch as the product it is about.
-- One row per product, currency it has a price in, and category it stands in: its own, each above it, and '' for all goods.
CREATE TABLE listing (
  product    INTEGER NOT NULL REFERENCES products (number) ON DELETE CASCADE,
  currency   TEXT NOT NULL CHECK (length(currency) = 3),
  category   TEXT NOT NULL,
  published  INTEGER NOT NULL CHECK (published IN (0, 1)),
  title_key  TEXT NOT NULL,
  price_from INTEGER NOT NULL CHECK (price_from >= 0),
  price_to   INTEGER NOT NULL CHECK (price_to >= price_from),
  PRIMARY KEY (product, currency, category)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_by_number ON listing (currency, category, published, product);
CREATE INDEX listing_by_title ON listing (currency, category, published, title_key, product);
CREATE INDEX listing_by_price ON listing (currency, category, published, price_from, product);

-- rowid = products.number. Contentless: the words only, the texts are in `products`.
CREATE VIRTUAL TABLE product_text USING fts5 (
  title, category, tags, skus, description,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

-- The change feed: a product's newest change, so it is as long as there ever were products. `seq` never goes back.
CREATE TABLE changes (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id TEXT NOT NULL UNIQUE,
  version    INTEGER NOT NULL CHECK (version > 0)
) STRICT;

-- Commands that changed something, and what they were answered: a repeat gets the same answer.
CREATE TABLE commands (
  command_id TEXT PRIMARY KEY,
  body_hash  TEXT NOT NULL,
  answer     TEXT NOT NULL CHECK (json_valid(answer)),
  at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX commands_by_age ON commands (at);
