-- All orders of a time, for whoever goes through them in order: see workers/orders/reconcile.ts.
CREATE INDEX orders_by_time ON orders (placed_at, id);
CREATE INDEX orders_by_time_too ON orders_next (placed_at, id);
