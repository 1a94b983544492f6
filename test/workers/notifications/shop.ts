import { createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import mailsTables from "../../../d1/migrations/notifications/0001_mails.sql?raw";
import lateMails from "../../../d1/migrations/notifications/0002_late.sql?raw";
import type { Delivery, Envelope } from "../../../queues/envelope.ts";
import type { Env } from "../../../workers/notifications/env.ts";
import { sendDue } from "../../../workers/notifications/sending.ts";
import { envelope } from "../../support/events.ts";
import { heard } from "../../support/fake-events.ts";
import { migrate } from "../../support/migrate.ts";
import worker, { known } from "./worker.ts";

export const bindings = env as unknown as Env;
const makeTables = () => migrate(bindings.DB, mailsTables, lateMails);

/** What the provider was asked, by key. */
export type Asked = { key: string; to: string[]; subject: string };
export type Reply = (asked: Asked) => Response | Promise<Response>;
export const provider = { asked: [] as Asked[], reply: accepts as Reply };

export function accepts(): Response {
  return Response.json({ id: crypto.randomUUID() });
}

export function refuses(status: number, name: string, headers: Record<string, string> = {}): Reply {
  return () => Response.json({ statusCode: status, name, message: "to nobody@example.org" }, { status, headers });
}

/** The wire, in place of the network. */
function standInForProvider(): void {
  vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
    if (url !== "http://mail.test/emails") throw new Error(`nobody is at ${String(url)}`);
    const { to, subject } = JSON.parse(String(init?.body)) as { to: string[]; subject: string };
    const asked = { key: new Headers(init?.headers).get("idempotency-key") ?? "", to, subject };
    provider.asked.push(asked);
    return provider.reply(asked);
  });
}

let offset = 0;
export const newOrder = () => `ord_${crypto.randomUUID()}`;

/** An event of now: those of `envelope` are long past. */
export function happened(stream: string, seq: number, type: string, data: unknown, at = Date.now()): Envelope {
  return { ...envelope(stream, seq, { type, data }), at };
}

export function confirmed(orderId: string, at?: number): Envelope {
  const data = {
    ...{ orderId, number: "7Q2ZP-4KD9M", customerId: null, currency: "USD", totalMinor: 4_533, lines: [] },
    ...{ destination: { country: "US", postalCode: "12345" }, shippingOptionId: "standard", placedAt: 0 },
  };
  return happened(`order/${orderId}`, 1, "OrderConfirmed", data, at);
}

/** Hands events to the consumer as its queue would; answers how many it acknowledged in the log. */
export async function deliver(...envelopes: Envelope[]): Promise<number> {
  const before = heard.acked.length;
  const messages = envelopes.map((each) => {
    offset += 1;
    return { id: `m${offset}`, timestamp: new Date(), attempts: 1, body: { partition: 0, offset, envelope: each } };
  });
  await worker.queue(createMessageBatch<Delivery>("kiosk-notifications-mails", messages), {
    ...bindings,
    SENDER: { getByName: () => ({ poke: async () => undefined }) } as unknown as Env["SENDER"],
  });
  return heard.acked.length - before;
}

/** What the sender's alarm does. */
export const send = (more: Partial<Env> = {}) => sendDue({ ...bindings, ...more });

/** Lets the time come for what was put off. */
export async function letTimePass(): Promise<void> {
  await bindings.DB.prepare("UPDATE mails SET due_at = 0 WHERE state = 'queued'").run();
}

export async function rowsOf(matter: string): Promise<Record<string, unknown>[]> {
  const rows = await bindings.DB.prepare("SELECT * FROM mails WHERE matter = ? ORDER BY position").bind(matter).all();
  return rows.results;
}

export const askedOf = (matter: string) => provider.asked.filter(({ to }) => to.includes(`${matter}@example.org`));

/** Before all tests of a file. */
export async function prepared(): Promise<void> {
  await makeTables();
  standInForProvider();
}

/** Before each test: nothing waits, and all are there. */
export async function quiet(): Promise<void> {
  provider.reply = accepts;
  known.down = false;
  await letTimePass();
  await send();
  provider.asked.length = 0;
}

export const fulfilled = (orderId: string, seq: number) =>
  happened(`order/${orderId}`, seq, "OrderFulfilled", { orderId });
export const states = async (matter: string) => (await rowsOf(matter)).map(({ state, reason }) => [state, reason]);
