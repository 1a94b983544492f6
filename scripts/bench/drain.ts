import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { PartitionStatus } from "../../contracts/events.ts";
import { type StreamKind, SUBSCRIBERS, SUBSCRIPTIONS } from "../../queues/subscriptions.ts";
import { runtimesOf } from "../start/runtime-process.ts";
import { Client } from "./client.ts";
import { runtimeCpuMs } from "./cpu.ts";
import { type Look, standings } from "./drain/curve.ts";
import { startServer } from "./server.ts";

/** Events in one request of the appender, and requests at once. */
const APPEND = 1_000;
const APPENDERS = 2;
const LOOK_EVERY_MS = 500;
/** Not an aim: beyond this something stands still. */
const DRAIN_MAX_MS = 20 * 60_000;

export type Drained = {
  events: number;
  subscribers: string[];
  seconds: number;
  /** CPU of the whole runtime (append, send, apply, acknowledge) by event and subscriber. */
  cpuMsEach: number | null;
  rssMaxMb: number | null;
  looks: Look[];
};

/** Appends product events as fast as the log takes them, and looks until every subscriber of products has applied them all. */
export async function measureDrain(events: number): Promise<Drained> {
  const subscribers = SUBSCRIBERS.filter((name) => (SUBSCRIPTIONS[name] as readonly StreamKind[]).includes("product"));
  const server = await startServer("drain");
  const client = new Client(server.url, APPENDERS + 1);
  const began = performance.now();
  const cpuBefore = runtimeCpuMs(server.pid);
  const looks: Look[] = [];
  const look = async (): Promise<Look> => {
    const { body } = await client.ask("/status");
    const { head, subscribers: stand } = standings(body.value as PartitionStatus[], subscribers);
    const cpu = runtimeCpuMs(server.pid);
    const seconds = (performance.now() - began) / 1_000;
    const cpuMs = cpu === null || cpuBefore === null ? null : cpu - cpuBefore;
    return { seconds, appended: head, rssMb: rssMb(server.pid), cpuMs, subscribers: stand };
  };
  try {
    const appending = appendAll(client, events);
    for (;;) {
      const seen = await look();
      looks.push(seen);
      const isDone = seen.appended >= events && Object.values(seen.subscribers).every(({ waiting }) => waiting === 0);
      if (isDone) break;
      if (seen.seconds * 1_000 > DRAIN_MAX_MS) throw new Error(`not drained: ${JSON.stringify(seen)}`);
      await Promise.race([appending, sleep(LOOK_EVERY_MS)]);
      await sleep(LOOK_EVERY_MS);
    }
    await appending;
    const last = looks.at(-1);
    const cpuMsEach = last?.cpuMs == null ? null : last.cpuMs / events / subscribers.length;
    const memory = looks.flatMap(({ rssMb: mb }) => mb ?? []);
    const rssMaxMb = memory.length === 0 ? null : Math.max(...memory);
    return { events, subscribers, seconds: last?.seconds ?? 0, cpuMsEach, rssMaxMb, looks };
  } finally {
    client.close();
    await server.stop();
  }
}

async function appendAll(client: Client, events: number): Promise<void> {
  let next = 0;
  const append = async () => {
    while (next < events) {
      const from = next;
      const count = Math.min(APPEND, events - from);
      next += count;
      const { status, body } = await client.ask(`/append?from=${from}&count=${count}`, { method: "POST" });
      if (status !== 200) throw new Error(`not appended: ${status} ${JSON.stringify(body)}`);
    }
  };
  await Promise.all(Array.from({ length: APPENDERS }, append));
}

/** What the runtime holds in memory; null where the system does not say (no /proc). */
function rssMb(parent: number): number | null {
  try {
    const kb = runtimesOf(parent).map((pid) => /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    return kb.reduce((sum, each) => sum + Number(each ?? 0), 0) / 1_024;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw cause;
  }
}
