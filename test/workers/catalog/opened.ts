import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { expect, vi } from "vitest";
import { newIsolate } from "../../../workers/catalog/isolate.ts";
import { Reader } from "../../../workers/catalog/reader.ts";
import { deliver } from "../../support/consuming.ts";
import { Clock, WatchedDb } from "./layers.ts";
import { draft, env, merchandiser, meta } from "./support.ts";
import worker, { log } from "./worker.ts";

/** An isolate that reads, every statement of it counted; `cache` is what it has for a KV. */
export function open(cache: object = env.CACHE) {
  const [clock, db, ctx] = [new Clock(), new WatchedDb(), createExecutionContext()];
  const reader = new Reader(
    { DB: db.d1, CACHE: cache as KVNamespace, ID_KEYS: env.ID_KEYS },
    (work) => ctx.waitUntil(work),
    newIsolate(() => clock.now),
  );
  const shown = async (handle: string) => {
    const found = await reader.product(handle, "USD", false);
    return found.ok ? found.value.title : found.error.code;
  };
  const settled = () => waitOnExecutionContext(ctx);
  return { clock, db, reader, shown, settled };
}

export async function created(handle: string) {
  const made = await env.ADMIN.create(merchandiser, meta(), draft(handle));
  if (!made.ok) throw new Error(made.error.code);
  return made.value.id;
}

/** The subscriber is given what was told of a product, once it was told so much. */
export async function hear(id: string, versions: number) {
  const told = () => log.told.filter(({ stream }) => stream === `product/${id}`);
  await vi.waitFor(() => expect(told()).toHaveLength(versions));
  const messages = told().map((envelope, index) => ({ partition: 0, offset: index + 1, envelope }));
  return deliver(messages, (batch) => worker.queue(batch, env));
}

const isFeed = (text: string) => text.includes('"changes"');
/** What was asked beside the change feed. */
export const ofRecords = (statements: string[]) => statements.filter((text) => !isFeed(text));
