import type { EventsApi } from "../../contracts/events.ts";
import type { RelayObject, SessionObject } from "./index.ts";

export interface Env {
  DB: D1Database;
  RELAY: DurableObjectNamespace<RelayObject>;
  EVENTS: EventsApi;
  SESSIONS: DurableObjectNamespace<SessionObject>;
  ID_KEYS: string;
  TOKEN_KEYS: string;
  PASSWORD_PEPPER: string;
}
