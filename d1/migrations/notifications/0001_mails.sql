-- Every mail there ever was a reason for, once: what it is about, never its address nor a word of it.
CREATE TABLE mails (
  position    INTEGER PRIMARY KEY AUTOINCREMENT,
  -- `<event id>/<template>`: also what the provider knows it by.
  key         TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 256),
  template    TEXT NOT NULL CHECK (length(template) BETWEEN 1 AND 64),
  -- An order, an account, or the rules. Mails about the same leave in order.
  matter      TEXT NOT NULL CHECK (length(matter) BETWEEN 1 AND 64),
  occasion    TEXT NOT NULL CHECK (json_valid(occasion)),
  state       TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'refused', 'suppressed')),
  reason      TEXT CHECK ((reason IS NOT NULL) = (state IN ('refused', 'suppressed'))),
  provider_id TEXT CHECK (provider_id IS NULL OR state = 'sent'),
  tries       INTEGER NOT NULL CHECK (tries >= 0),
  happened_at INTEGER NOT NULL CHECK (happened_at >= 0),
  due_at      INTEGER NOT NULL,
  settled_at  INTEGER CHECK ((settled_at IS NULL) = (state = 'queued'))
) STRICT;
CREATE INDEX mails_due ON mails (due_at, position) WHERE state = 'queued';
CREATE INDEX mails_by_matter ON mails (matter, position) WHERE state = 'queued';
CREATE INDEX mails_settled ON mails (settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE applied (
  subscriber TEXT NOT NULL,
  stream     TEXT NOT NULL,
  seq        INTEGER NOT NULL CHECK (seq >= 0),
  step       INTEGER NOT NULL CHECK (step = 1),
  PRIMARY KEY (subscriber, stream)
) STRICT, WITHOUT ROWID;
