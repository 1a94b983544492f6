import { type AttemptRefusal, type Limit, takeAttempt } from "../../domain/identity/attempts.ts";
import { ok, type Result } from "../../domain/kernel/result.ts";

/** How long a place from which somebody logged in is known as theirs, and how many such places. */
const FAMILIAR_MS = 90 * 24 * 60 * 60_000;
const FAMILIAR_MAX = 10;
/** Rows forgotten in one commit. */
const FORGET_MAX = 500;
/** All places that are not familiar, together. */
const ELSEWHERE = "";

export const ATTEMPT_TABLES = [
  `CREATE TABLE IF NOT EXISTS attempts (
    subject TEXT NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL CHECK (count >= 1), until INTEGER NOT NULL,
    PRIMARY KEY (subject, place)) STRICT, WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS attempts_by_until ON attempts (until)",
  `CREATE TABLE IF NOT EXISTS familiar (
    subject TEXT NOT NULL, place TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (subject, place)) STRICT, WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS familiar_by_until ON familiar (until)",
];

/** What is counted, and where it is tried from. Both are keyed hashes: nothing personal is kept. */
export type Attempt = { subject: string; place: string };

/**
 * Counts of attempts. A place from which the subject succeeded before has a count of its own, so that a stranger who guesses
 * cannot lock the owner out of a home.
 */
export class AttemptCounts {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Answers when the count may be forgotten. */
  take({ subject, place }: Attempt, limit: Limit, now: number): Result<number, AttemptRefusal> {
    const counted = this.#countedPlace(subject, place, now);
    const known = this.#sql
      .exec<{ count: number; until: number }>(
        "SELECT count, until FROM attempts WHERE subject = ? AND place = ?",
        subject,
        counted,
      )
      .toArray()[0];
    const taken = takeAttempt(known ?? null, limit, now);
    if (!taken.ok) return taken;
    const { count, until } = taken.value;
    this.#sql.exec(
      "INSERT INTO attempts (subject, place, count, until) VALUES (?, ?, ?, ?) ON CONFLICT (subject, place) DO UPDATE SET count = excluded.count, until = excluded.until",
      subject,
      counted,
      count,
      until,
    );
    return ok(until);
  }

  /** It was no failure: this one is not counted. */
  giveBack({ subject, place }: Attempt, now: number): void {
    const counted = this.#countedPlace(subject, place, now);
    this.#sql.exec("DELETE FROM attempts WHERE subject = ? AND place = ? AND count = 1", subject, counted);
    this.#sql.exec("UPDATE attempts SET count = count - 1 WHERE subject = ? AND place = ?", subject, counted);
  }

  /** The right password: what was counted against it is forgotten, and the place is known from now on. Answers until when. */
  succeed({ subject, place }: Attempt, now: number): number {
    const until = now + FAMILIAR_MS;
    this.#sql.exec(
      "DELETE FROM attempts WHERE subject = ? AND place = ?",
      subject,
      this.#countedPlace(subject, place, now),
    );
    this.#sql.exec(
      "INSERT INTO familiar (subject, place, until) VALUES (?, ?, ?) ON CONFLICT (subject, place) DO UPDATE SET until = excluded.until",
      subject,
      place,
      until,
    );
    this.#sql.exec(
      "DELETE FROM familiar WHERE subject = ?1 AND place IN (SELECT place FROM familiar WHERE subject = ?1 ORDER BY until DESC LIMIT -1 OFFSET ?2)",
      subject,
      FAMILIAR_MAX,
    );
    return until;
  }

  /** Forgets what is over; answers when to look again, null when nothing is left. */
  forget(now: number): number | null {
    this.#sql.exec(
      "DELETE FROM attempts WHERE (subject, place) IN (SELECT subject, place FROM attempts WHERE until <= ? ORDER BY until LIMIT ?)",
      now,
      FORGET_MAX,
    );
    this.#sql.exec(
      "DELETE FROM familiar WHERE (subject, place) IN (SELECT subject, place FROM familiar WHERE until <= ? ORDER BY until LIMIT ?)",
      now,
      FORGET_MAX,
    );
    return this.#sql
      .exec<{ at: number | null }>(
        "SELECT min(at) AS at FROM (SELECT min(until) AS at FROM attempts UNION ALL SELECT min(until) FROM familiar)",
      )
      .one().at;
  }

  #countedPlace(subject: string, place: string, now: number): string {
    const isFamiliar =
      this.#sql
        .exec("SELECT 1 FROM familiar WHERE subject = ? AND place = ? AND until > ?", subject, place, now)
        .toArray().length > 0;
    return isFamiliar ? place : ELSEWHERE;
  }
}
