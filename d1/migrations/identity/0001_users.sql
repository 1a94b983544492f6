-- Accounts of shoppers and staff: with `addresses`, the one place where personal data lies.
CREATE TABLE users (
  id                 TEXT PRIMARY KEY,
  email              TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  -- The address as it is compared: two accounts never share one.
  email_key          TEXT NOT NULL,
  name               TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  phone              TEXT CHECK (length(phone) <= 40),
  role               TEXT NOT NULL CHECK (role IN ('customer', 'support', 'warehouse', 'merchandiser', 'finance', 'admin')),
  -- PHC string, argon2id over the peppered password; `pepper` names the key it was peppered with.
  password           TEXT NOT NULL CHECK (password LIKE '$argon2id$%' AND length(password) <= 200),
  pepper             TEXT NOT NULL CHECK (length(pepper) = 8),
  -- Rises with every change of password or role: sessions that rest on a lower one are over.
  credential_version INTEGER NOT NULL CHECK (credential_version >= 1),
  preferences        TEXT NOT NULL CHECK (json_valid(preferences) AND length(CAST(preferences AS BLOB)) <= 65536),
  created_at         INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX users_by_email ON users (email_key);
