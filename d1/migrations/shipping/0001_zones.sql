-- Where the shop ships, and for how much: one flat price per zone, option and currency. Replaced whole.
CREATE TABLE zones (
  position INTEGER PRIMARY KEY CHECK (position >= 0),
  name     TEXT NOT NULL UNIQUE
) STRICT;

-- A country lies in one zone at most; '*' stands for all that no zone names.
CREATE TABLE zone_countries (
  country TEXT PRIMARY KEY CHECK (length(country) = 2 OR country = '*'),
  zone    INTEGER NOT NULL REFERENCES zones (position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX zone_countries_by_zone ON zone_countries (zone);

CREATE TABLE rates (
  zone      INTEGER NOT NULL REFERENCES zones (position) ON DELETE CASCADE,
  option_id TEXT NOT NULL,
  position  INTEGER NOT NULL,
  title     TEXT NOT NULL,
  min_days  INTEGER NOT NULL CHECK (min_days >= 0),
  max_days  INTEGER NOT NULL CHECK (max_days >= min_days),
  PRIMARY KEY (zone, option_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rate_prices (
  zone      INTEGER NOT NULL,
  option_id TEXT NOT NULL,
  currency  TEXT NOT NULL CHECK (length(currency) = 3),
  minor     INTEGER NOT NULL CHECK (minor >= 0),
  PRIMARY KEY (zone, option_id, currency),
  FOREIGN KEY (zone, option_id) REFERENCES rates (zone, option_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
