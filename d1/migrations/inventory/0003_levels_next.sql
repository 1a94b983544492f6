-- The twin of levels: a rebuild writes here, and then the two change names.
CREATE TABLE levels_next (
  sku        TEXT PRIMARY KEY CHECK (length(sku) BETWEEN 1 AND 64),
  available  INTEGER NOT NULL CHECK (available >= 0),
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
