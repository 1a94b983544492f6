-- The one row that is read.
CREATE TABLE floor (
  id   INTEGER PRIMARY KEY,
  word TEXT NOT NULL
) STRICT;
INSERT INTO floor (id, word) VALUES (1, 'floor');
