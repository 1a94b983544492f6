import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import type { Env } from "./env.ts";
import { GATEWAY } from "./route.ts";

const READY_MS = 2_000;
/** Every Worker behind the front door, under the binding that reads it. */
const WORKERS = [
  "IDENTITY",
  "CATALOG",
  "SEARCH",
  "PRICING",
  "CART",
  "INVENTORY",
  "ORDERS",
  "PAYMENTS",
  "SHIPPING",
  "NOTIFICATIONS",
  "EVENTS",
] as const;

/** The names of those that are not ready, each given two seconds to say so. */
export async function notReady(env: Env): Promise<string[]> {
  const answers = await Promise.all(
    WORKERS.map(async (name) => ((await isReady(env, name)) ? [] : [name.toLowerCase()])),
  );
  return answers.flat();
}

async function isReady(env: Env, name: (typeof WORKERS)[number]): Promise<boolean> {
  try {
    return await Promise.race([env[name].ready(GATEWAY).then(() => true), scheduler.wait(READY_MS).then(() => false)]);
  } catch (cause) {
    logProblem("not ready", { worker: name.toLowerCase(), cause: causeOf(cause) });
    return false;
  }
}
