-- Products, variants and unit prices: the truth of the catalogue. `number` counts products as they came; it orders lists
-- and names a product within this database, `id` names it outside.
CREATE TABLE categories (
  slug     TEXT PRIMARY KEY CHECK (length(slug) BETWEEN 1 AND 200),
  parent   TEXT REFERENCES categories (slug),
  name     TEXT NOT NULL CHECK (length(name) > 0),
  -- Published products in the subtree, kept by every write of a product.
  products INTEGER NOT NULL DEFAULT 0 CHECK (products >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE products (
  number        INTEGER PRIMARY KEY AUTOINCREMENT,
  id            TEXT NOT NULL UNIQUE,
  handle        TEXT NOT NULL UNIQUE,
  title         TEXT NOT NULL CHECK (length(title) > 0),
  description   TEXT NOT NULL,
  status        TEXT NOT NULL CHECK (status IN ('draft', 'published')),
  category      TEXT REFERENCES categories (slug),
  category_path TEXT NOT NULL CHECK (json_type(category_path) = 'array'),
  tags          TEXT NOT NULL CHECK (json_type(tags) = 'array'),
  options       TEXT NOT NULL CHECK (json_type(options) = 'array'),
  media         TEXT NOT NULL CHECK (json_type(media) = 'array'),
  -- SHA-256 of the draft as written: an equal draft changes nothing.
  content_hash  TEXT NOT NULL CHECK (length(content_hash) = 64),
  -- NOT NULL is the guard of a write: an update that expected another version sets NULL, and its batch is undone.
  version       INTEGER NOT NULL CHECK (version > 0),
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE variants (
  sku          TEXT PRIMARY KEY CHECK (length(sku) BETWEEN 1 AND 64),
  id           TEXT NOT NULL UNIQUE,
  product      INTEGER NOT NULL REFERENCES products (number) ON DELETE CASCADE,
  position     INTEGER NOT NULL CHECK (position >= 0),
  -- Values in the order of the product's option names.
  options      TEXT NOT NULL CHECK (json_type(options) = 'array'),
  tax_class    TEXT NOT NULL CHECK (tax_class IN ('standard', 'reduced', 'zero')),
  weight_grams INTEGER NOT NULL CHECK (weight_grams >= 0),
  track_stock  INTEGER NOT NULL CHECK (track_stock IN (0, 1)),
  backorder    INTEGER NOT NULL CHECK (backorder IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX variants_by_product ON variants (product, position);

CREATE TABLE prices (
  sku      TEXT NOT NULL REFERENCES variants (sku) ON DELETE CASCADE,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  minor    INTEGER NOT NULL CHECK (minor BETWEEN 0 AND 1000000000000),
  PRIMARY KEY (sku, currency)
) STRICT, WITHOUT ROWID;
