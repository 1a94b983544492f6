-- Every version is told to the log, from the first: a stream has no gaps. `told`: in the outbox or out of it already.
ALTER TABLE rules ADD COLUMN told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1));
CREATE INDEX rules_untold ON rules (version) WHERE told = 0;

CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  stream   TEXT NOT NULL,
  seq      INTEGER NOT NULL CHECK (seq >= 1),
  envelope TEXT NOT NULL CHECK (json_valid(envelope)),
  UNIQUE (stream, seq)
) STRICT;

-- The versions there were until now, those that were dropped too.
INSERT INTO outbox (stream, seq, envelope)
WITH RECURSIVE past (version) AS (
  SELECT 1 UNION ALL SELECT version + 1 FROM past WHERE version < (SELECT max(version) FROM rules)
)
SELECT 'rules/shop', past.version, json_object(
  'id', 'rules/shop/' || past.version, 'stream', 'rules/shop', 'seq', past.version, 'type', 'RulesChanged', 'version', 1,
  'at', coalesce((SELECT created_at FROM rules WHERE rules.version = past.version), 0),
  'causationId', 'rules/shop/' || past.version, 'correlationId', 'rules/shop/' || past.version,
  'data', json_object('version', past.version))
FROM past ORDER BY past.version;
UPDATE rules SET told = 1;
