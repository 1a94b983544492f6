import { setTimeout as sleep } from "node:timers/promises";
import { CannotStart } from "./cannot-start.ts";

const READY_MAX_MS = 60_000;
const POLL_MS = 100;

/** Waits until `/ready` is good: every Worker and the event log have answered. */
export async function waitUntilReady(url: string): Promise<void> {
  const until = Date.now() + READY_MAX_MS;
  let last = "no answer";
  while (Date.now() < until) {
    const answer = await ask(`${url}/ready`);
    if (answer === "ready") return;
    last = answer;
    await sleep(POLL_MS);
  }
  throw new CannotStart(`The shop is not ready after ${READY_MAX_MS / 1000} s: ${last}`);
}

async function ask(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(READY_MAX_MS / 4) });
    const body = await response.text();
    return response.ok ? "ready" : `${response.status} ${body}`;
  } catch (cause) {
    return String(cause);
  }
}
