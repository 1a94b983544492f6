-- The parcel of every order that was confirmed. No address lies here: the order's erasable row has it.
CREATE TABLE shipments (
  order_id    TEXT PRIMARY KEY,
  shipment_id TEXT NOT NULL UNIQUE,
  status      TEXT NOT NULL CHECK (status IN ('arranged', 'refused', 'cancelled')),
  reason      TEXT CHECK (status <> 'refused' OR reason IS NOT NULL),
  option_id   TEXT NOT NULL,
  lines       TEXT NOT NULL CHECK (json_valid(lines)),
  version     INTEGER NOT NULL CHECK (version >= 1),
  updated_at  INTEGER NOT NULL
) STRICT;
