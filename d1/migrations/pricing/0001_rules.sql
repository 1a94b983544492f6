-- The rules that make a total, whole and immutable per version. The highest version is in force; a superseded one
-- stays for two days at least, so that whoever computed with it can still be understood.
CREATE TABLE rules (
  version       INTEGER PRIMARY KEY CHECK (version >= 1),
  content       TEXT NOT NULL CHECK (json_valid(content) AND length(CAST(content AS BLOB)) <= 1048576),
  created_at    INTEGER NOT NULL,
  superseded_at INTEGER
) STRICT;
-- One version in force, never two.
CREATE UNIQUE INDEX rules_in_force ON rules (superseded_at IS NULL) WHERE superseded_at IS NULL;
CREATE INDEX rules_superseded ON rules (superseded_at) WHERE superseded_at IS NOT NULL;

-- A new shop charges what it shows: no tax, no promotions, until it says otherwise.
INSERT INTO rules (version, content, created_at, superseded_at) VALUES (1,
  '{"taxIncluded":false,"taxRounding":"order","shippingTaxClass":"standard","taxRates":[],"promotions":[]}', 0, NULL);
