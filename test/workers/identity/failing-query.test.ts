import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { database } from "../../../workers/kernel/d1.ts";

const absent = sqliteTable("absent", { email: text("email") });
const person = "somebody@example.org";

test("a query that fails says why, and nothing of whom it was asked", async () => {
  const db = database((env as unknown as { DB: D1Database }).DB);
  const failing = [
    db.select().from(absent).where(eq(absent.email, person)).get(),
    db.insert(absent).values({ email: person }).run(),
    db.batch([db.insert(absent).values({ email: person })]),
  ];
  for (const query of failing) {
    const thrown: unknown = await Promise.resolve(query).catch((cause: unknown) => cause);
    expect(String(thrown)).toContain("no such table: absent");
    expect(String(thrown)).not.toContain(person);
  }
});
