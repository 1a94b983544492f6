-- How much there is to sell of each SKU, over all its places, for lists and product pages. The truth is the SKU's own object.
CREATE TABLE levels (
  sku        TEXT PRIMARY KEY CHECK (length(sku) BETWEEN 1 AND 64),
  available  INTEGER NOT NULL CHECK (available >= 0),
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
