-- What was said of an account, without gaps: the seq of its newest event. Accounts of before have said nothing.
ALTER TABLE users ADD COLUMN told INTEGER NOT NULL DEFAULT 0 CHECK (told >= 0);
-- When it was last told that somebody tried to register the account's address: once an hour at most.
ALTER TABLE users ADD COLUMN repeat_told_at INTEGER;

CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  stream   TEXT NOT NULL,
  seq      INTEGER NOT NULL CHECK (seq >= 1),
  envelope TEXT NOT NULL CHECK (json_valid(envelope)),
  UNIQUE (stream, seq)
) STRICT;
