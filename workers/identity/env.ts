import type { SessionObject } from "./index.ts";

export interface Env {
  DB: D1Database;
  SESSIONS: DurableObjectNamespace<SessionObject>;
  ID_KEYS: string;
  TOKEN_KEYS: string;
  PASSWORD_PEPPER: string;
}
