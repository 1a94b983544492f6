-- What the payment provider told us, once per event of its own: received, and done when the order has taken it.
CREATE TABLE webhook_events (
  id          TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 255),
  type        TEXT NOT NULL CHECK (length(type) BETWEEN 1 AND 255),
  ref         TEXT CHECK (length(ref) BETWEEN 1 AND 255),
  order_id    TEXT CHECK (length(order_id) BETWEEN 1 AND 64),
  created_at  INTEGER NOT NULL CHECK (created_at >= 0),
  received_at INTEGER NOT NULL CHECK (received_at > 0),
  done_at     INTEGER CHECK (done_at > 0),
  CHECK (order_id IS NULL OR ref IS NOT NULL)
) STRICT;
-- For dropping the oldest.
CREATE INDEX webhook_events_by_receipt ON webhook_events (received_at);
