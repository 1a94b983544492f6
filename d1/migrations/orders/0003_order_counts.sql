-- How many orders have which status, kept by the database itself: counting them would read a table that only grows. There is one set
-- of counts for each of the two tables that a rebuild exchanges: a trigger goes with its table when that changes its name, so the counts
-- of the live lists are those of the slot whose triggers stand on `orders`.
CREATE TABLE order_counts (
  slot   TEXT NOT NULL CHECK (slot IN ('a', 'b')),
  status TEXT NOT NULL CHECK (status IN ('confirmed', 'fulfilled', 'delivered', 'cancelled', 'returned')),
  orders INTEGER NOT NULL CHECK (orders >= 0),
  PRIMARY KEY (slot, status)
) STRICT, WITHOUT ROWID;

INSERT INTO order_counts (slot, status, orders)
  SELECT slot, status, 0
    FROM (SELECT 'a' AS slot UNION ALL SELECT 'b'),
         (SELECT 'confirmed' AS status UNION ALL SELECT 'fulfilled' UNION ALL SELECT 'delivered' UNION ALL SELECT 'cancelled' UNION ALL SELECT 'returned');
UPDATE order_counts SET orders = (SELECT count(*) FROM orders WHERE orders.status = order_counts.status) WHERE slot = 'a';
UPDATE order_counts SET orders = (SELECT count(*) FROM orders_next WHERE orders_next.status = order_counts.status) WHERE slot = 'b';

CREATE TRIGGER orders_counted_a_in AFTER INSERT ON orders BEGIN UPDATE order_counts SET orders = orders + 1 WHERE slot = 'a' AND status = new.status; END;
CREATE TRIGGER orders_counted_a_out AFTER DELETE ON orders BEGIN UPDATE order_counts SET orders = orders - 1 WHERE slot = 'a' AND status = old.status; END;
CREATE TRIGGER orders_counted_a_move AFTER UPDATE OF status ON orders WHEN old.status <> new.status
  BEGIN UPDATE order_counts SET orders = orders - 1 WHERE slot = 'a' AND status = old.status; UPDATE order_counts SET orders = orders + 1 WHERE slot = 'a' AND status = new.status; END;

CREATE TRIGGER orders_counted_b_in AFTER INSERT ON orders_next BEGIN UPDATE order_counts SET orders = orders + 1 WHERE slot = 'b' AND status = new.status; END;
CREATE TRIGGER orders_counted_b_out AFTER DELETE ON orders_next BEGIN UPDATE order_counts SET orders = orders - 1 WHERE slot = 'b' AND status = old.status; END;
CREATE TRIGGER orders_counted_b_move AFTER UPDATE OF status ON orders_next WHEN old.status <> new.status
  BEGIN UPDATE order_counts SET orders = orders - 1 WHERE slot = 'b' AND status = old.status; UPDATE order_counts SET orders = orders + 1 WHERE slot = 'b' AND status = new.status; END;
