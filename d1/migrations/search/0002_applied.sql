-- How far each subscriber has applied each stream: what makes an event count once, and in order.
CREATE TABLE applied (
  subscriber TEXT NOT NULL,
  stream     TEXT NOT NULL,
  seq        INTEGER NOT NULL CHECK (seq >= 0),
  step       INTEGER NOT NULL CHECK (step = 1),
  PRIMARY KEY (subscriber, stream)
) STRICT, WITHOUT ROWID;
