import { DurableObject } from "cloudflare:workers";

interface Env {
  NOTES: DurableObjectNamespace<NoteObject>;
  DB: D1Database;
}

export class NoteObject extends DurableObject<Env> {
  note(text: string): void {
    this.ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS notes (text TEXT NOT NULL) STRICT");
    this.ctx.storage.sql.exec("INSERT INTO notes (text) VALUES (?)", text);
  }
}

const FLOORS: Record<string, (env: Env) => Promise<void>> = {
  "/nothing": async () => {},
  "/row": async (env) => {
    await env.DB.prepare("SELECT word FROM floor WHERE id = ?").bind(1).first();
  },
  "/write": (env) => env.NOTES.getByName("one").note("again"),
  "/object": (env) => env.NOTES.getByName(crypto.randomUUID()).note("first"),
};

export default {
  async fetch(request, env) {
    await FLOORS[new URL(request.url).pathname]?.(env);
    return new Response("ok");
  },
} satisfies ExportedHandler<Env>;
