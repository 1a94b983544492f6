-- The search index: what events of products say, and nothing else. Every table has a twin that a rebuild fills; then the
-- two change names. `number` counts products as they came: it orders hits, and is the rowid of the words.
CREATE TABLE goods (
  number    INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  title_key TEXT NOT NULL,
  handle    TEXT NOT NULL,
  title     TEXT NOT NULL CHECK (length(title) > 0),
  category  TEXT NOT NULL,
  media     TEXT CHECK (media IS NULL OR json_type(media) = 'object'),
  -- What it gave to `terms`: taken back when it changes.
  terms     TEXT NOT NULL CHECK (json_type(terms) = 'array'),
  -- Of what it gave to `words`: a new price alone leaves them, and `terms`, as they are.
  text_hash TEXT NOT NULL
) STRICT;

-- What a product costs in each currency it has a price in.
CREATE TABLE listing (
  number     INTEGER NOT NULL,
  currency   TEXT NOT NULL CHECK (length(currency) = 3),
  price_from INTEGER NOT NULL CHECK (price_from >= 0),
  price_to   INTEGER NOT NULL CHECK (price_to >= price_from),
  -- Of each variant: its price, and the tokens of its options. NULL where there is but one.
  offers     TEXT CHECK (offers IS NULL OR json_type(offers) = 'array'),
  PRIMARY KEY (number, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE facets (
  number INTEGER NOT NULL,
  name   TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (number, name, value)
) STRICT, WITHOUT ROWID;

-- Words of names, without marks, as they are written, and in how many products.
CREATE TABLE terms (
  term   TEXT NOT NULL,
  shown  TEXT NOT NULL,
  weight INTEGER NOT NULL CHECK (weight >= 0),
  PRIMARY KEY (term, shown)
) STRICT, WITHOUT ROWID;

-- Contentless: the words only. `filters` holds tokens for currencies, categories, tags and options.
CREATE VIRTUAL TABLE words USING fts5 (
  title, category, tags, options, skus, description, filters,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TABLE goods_next (
  number    INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  title_key TEXT NOT NULL,
  handle    TEXT NOT NULL,
  title     TEXT NOT NULL CHECK (length(title) > 0),
  category  TEXT NOT NULL,
  media     TEXT CHECK (media IS NULL OR json_type(media) = 'object'),
  terms     TEXT NOT NULL CHECK (json_type(terms) = 'array'),
  text_hash TEXT NOT NULL
) STRICT;

CREATE TABLE listing_next (
  number     INTEGER NOT NULL,
  currency   TEXT NOT NULL CHECK (length(currency) = 3),
  price_from INTEGER NOT NULL CHECK (price_from >= 0),
  price_to   INTEGER NOT NULL CHECK (price_to >= price_from),
  offers     TEXT CHECK (offers IS NULL OR json_type(offers) = 'array'),
  PRIMARY KEY (number, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE facets_next (
  number INTEGER NOT NULL,
  name   TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (number, name, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE terms_next (
  term   TEXT NOT NULL,
  shown  TEXT NOT NULL,
  weight INTEGER NOT NULL CHECK (weight >= 0),
  PRIMARY KEY (term, shown)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE words_next USING fts5 (
  title, category, tags, options, skus, description, filters,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
