import { randomBytes } from "node:crypto";
import type { Role } from "../../domain/identity/permissions.ts";
import { FAMILIES_MAX, type Family } from "../../domain/identity/session.ts";

const SALT_BYTES = 16;

export const FAMILY_TABLES = [
  `CREATE TABLE IF NOT EXISTS families (
    session_id TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    credential_version INTEGER NOT NULL CHECK (credential_version >= 1),
    salt TEXT NOT NULL,
    generation INTEGER NOT NULL CHECK (generation >= 1),
    rotated_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS families_by_expiry ON families (expires_at)",
  `CREATE TABLE IF NOT EXISTS account (
    one INTEGER PRIMARY KEY CHECK (one = 1), credential_version INTEGER NOT NULL CHECK (credential_version >= 1)) STRICT`,
];

/** On what a session rests. */
export type Standing = { role: Role; credentialVersion: number };
/** A family as it is stored: the salt goes into its tokens' secrets. */
export type StoredFamily = Standing & Family & { salt: string };

/** The rows of one account's sessions. To be called where the tables exist. */
export class Families {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read(sessionId: string): StoredFamily | null {
    const row = this.#sql
      .exec<StoredFamily>(
        "SELECT role, credential_version AS credentialVersion, salt, generation, rotated_at AS rotatedAt, expires_at AS expiresAt FROM families WHERE session_id = ?",
        sessionId,
      )
      .toArray()[0];
    return row ?? null;
  }

  /** Puts it in, making room by the one that ends first. Answers its salt. */
  add(sessionId: string, { role, credentialVersion }: Standing, family: Family): string {
    const salt = randomBytes(SALT_BYTES).toString("base64url");
    this.#sql.exec(
      "DELETE FROM families WHERE session_id IN (SELECT session_id FROM families ORDER BY expires_at DESC LIMIT -1 OFFSET ?)",
      FAMILIES_MAX - 1,
    );
    this.#sql.exec(
      "INSERT INTO families (session_id, role, credential_version, salt, generation, rotated_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      sessionId,
      role,
      credentialVersion,
      salt,
      family.generation,
      family.rotatedAt,
      family.expiresAt,
    );
    return salt;
  }

  /** What became of it: its next generation, or its end. */
  write(sessionId: string, family: Family | null): void {
    if (family === null) this.#sql.exec("DELETE FROM families WHERE session_id = ?", sessionId);
    else {
      this.#sql.exec(
        "UPDATE families SET generation = ?, rotated_at = ? WHERE session_id = ?",
        family.generation,
        family.rotatedAt,
        sessionId,
      );
    }
  }

  /** The highest credential version this object has heard of; 0 before the first. */
  version(): number {
    const row = this.#sql.exec<{ version: number }>("SELECT credential_version AS version FROM account").toArray()[0];
    return row?.version ?? 0;
  }

  /** From now on only sessions that rest on this version, or a later one, are good. */
  raise(version: number): void {
    this.#sql.exec(
      "INSERT INTO account (one, credential_version) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET credential_version = max(credential_version, excluded.credential_version)",
      version,
    );
    this.#sql.exec(
      "DELETE FROM families WHERE credential_version < (SELECT credential_version FROM account WHERE one = 1)",
    );
  }

  /** Drops what has expired; answers when the next does, null where there is none. */
  expire(now: number): number | null {
    this.#sql.exec("DELETE FROM families WHERE expires_at <= ?", now);
    return this.#sql.exec<{ at: number | null }>("SELECT min(expires_at) AS at FROM families").one().at;
  }
}
