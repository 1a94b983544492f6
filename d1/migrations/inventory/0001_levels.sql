-- How much there is of each SKU, over all its places, for lists and product pages. The truth is the SKU's own object.
CREATE TABLE levels (
  sku        TEXT PRIMARY KEY CHECK (length(sku) BETWEEN 1 AND 64),
  on_hand    INTEGER NOT NULL CHECK (on_hand >= 0),
  held       INTEGER NOT NULL CHECK (held >= 0),
  available  INTEGER NOT NULL CHECK (available >= 0),
  changed_at INTEGER NOT NULL,
  CHECK (available = on_hand - held)
) STRICT, WITHOUT ROWID;
