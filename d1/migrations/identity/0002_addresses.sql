-- Saved addresses, at most 20 to an account. `body_hash`: the request that added it, so that its repeat is known.
CREATE TABLE addresses (
  id          TEXT PRIMARY KEY,
  user_id     TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  body_hash   TEXT NOT NULL,
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  line1       TEXT NOT NULL CHECK (length(line1) BETWEEN 1 AND 200),
  line2       TEXT CHECK (length(line2) <= 200),
  city        TEXT NOT NULL CHECK (length(city) BETWEEN 1 AND 100),
  region      TEXT CHECK (length(region) <= 100),
  postal_code TEXT NOT NULL CHECK (length(postal_code) BETWEEN 1 AND 12),
  country     TEXT NOT NULL CHECK (length(country) = 2),
  phone       TEXT CHECK (length(phone) <= 40),
  created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX addresses_by_user ON addresses (user_id, created_at, id);
