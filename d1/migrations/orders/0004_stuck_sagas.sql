-- Orders that do not get on by themselves, as their objects report them: for alerts, not for decisions. The truth is each order's log.
CREATE TABLE stuck_sagas (
  order_id TEXT PRIMARY KEY,
  since    INTEGER NOT NULL CHECK (since > 0),
  reason   TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 100)
) STRICT, WITHOUT ROWID;
