-- What is told to the log, and how far the orders' events have been heard.
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  stream   TEXT NOT NULL,
  seq      INTEGER NOT NULL CHECK (seq >= 1),
  envelope TEXT NOT NULL CHECK (json_valid(envelope)),
  UNIQUE (stream, seq)
) STRICT;

CREATE TABLE applied (
  subscriber TEXT NOT NULL,
  stream     TEXT NOT NULL,
  seq        INTEGER NOT NULL CHECK (seq >= 0),
  step       INTEGER NOT NULL CHECK (step = 1),
  PRIMARY KEY (subscriber, stream)
) STRICT, WITHOUT ROWID;
