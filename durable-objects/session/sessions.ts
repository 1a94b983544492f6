import { type Family, type FamilyCommand, type FamilyRefusal, family } from "../../domain/identity/session.ts";
import { present } from "../../domain/kernel/assert.ts";
import { fold } from "../../domain/kernel/decider.ts";
import { logProblem } from "../../domain/kernel/log.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import type { Tables } from "../kernel/tables.ts";
import type { Families, Standing, StoredFamily } from "./families.ts";
import { isRefreshSecret, refreshSecret } from "./refresh-secret.ts";

/** What a refresh token says of itself. */
export type Presented = { sessionId: string; generation: number; secret: string };
/** What the next refresh token is made of, and what its session rests on. */
export type Issued = Standing & { generation: number; secret: string; expiresAt: number };

const INVALID = err({ code: "invalid_token" } as const);

/** The sessions of one account: the rules of `domain/identity/session`, their rows, and the tokens that prove them. */
export class Sessions {
  readonly #tables: Tables;
  readonly #families: Families;
  readonly #keys: readonly Buffer[];

  constructor(tables: Tables, families: Families, keys: readonly Buffer[]) {
    this.#tables = tables;
    this.#families = families;
    this.#keys = keys;
  }

  /** `stale`: the credentials that were checked have been replaced meanwhile. */
  open(sessionId: string, standing: Standing, at: number): Result<Issued, { code: "stale" }> {
    return this.#tables.transaction(() => {
      if (standing.credentialVersion < this.#families.version()) return err({ code: "stale" });
      this.#families.raise(standing.credentialVersion);
      this.#families.expire(at);
      const opened = present(this.#decide(null, { type: "Open", at }), "a new family");
      const salt = this.#families.add(sessionId, standing, opened);
      return ok(this.#issue(sessionId, { ...standing, ...opened, salt }));
    });
  }

  refresh(presented: Presented, at: number): Result<Issued, FamilyRefusal> {
    const stored = this.#proven(presented);
    if (stored === null) return INVALID;
    return this.#tables.transaction(() => {
      const decided = family.decide(stored, { type: "Present", generation: presented.generation, at });
      if (!decided.ok) return decided;
      if (decided.value.length === 0) return ok(this.#issue(presented.sessionId, stored));
      const next = fold(family, decided.value, stored);
      this.#families.write(presented.sessionId, next);
      if (next !== null) return ok(this.#issue(presented.sessionId, { ...stored, ...next }));
      logProblem("refresh token reused: its session is ended", { sessionId: presented.sessionId });
      return INVALID;
    });
  }

  /** Any token of the family may end it, a spent one too. */
  close(presented: Presented, at: number): void {
    const stored = this.#proven(presented);
    if (stored === null) return;
    this.#families.write(presented.sessionId, this.#decide(stored, { type: "Close", at }));
  }

  standing(sessionId: string, at: number): Standing | null {
    const stored = this.#tables.exist() ? this.#families.read(sessionId) : null;
    if (stored === null || at >= stored.expiresAt) return null;
    return { role: stored.role, credentialVersion: stored.credentialVersion };
  }

  /** The family, if the token is one that we made for it. A guess says nothing about it, and so never ends it. */
  #proven({ sessionId, generation, secret }: Presented): StoredFamily | null {
    const stored = this.#tables.exist() ? this.#families.read(sessionId) : null;
    if (stored === null) return null;
    return isRefreshSecret(this.#keys, { sessionId, salt: stored.salt, generation }, secret) ? stored : null;
  }

  #decide(state: Family | null, command: FamilyCommand): Family | null {
    const decided = family.decide(state, command);
    return decided.ok ? fold(family, decided.value, state) : state;
  }

  #issue(sessionId: string, { role, credentialVersion, salt, generation, expiresAt }: StoredFamily): Issued {
    const secret = refreshSecret(this.#keys, { sessionId, salt, generation });
    return { role, credentialVersion, generation, secret, expiresAt };
  }
}
