import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writeJson } from "./json-file.ts";
import { type Process, processes } from "./processes.ts";

/** The runtime outlives a start that was killed, and would go on with alarms and queues over the same state. */
const FILE = "runtime.json";
const GONE_MAX_MS = 5_000;
const POLL_MS = 20;

/** Notes which process the runtime is, for whoever starts next, and for the launcher that waits for this process to end. */
export function noteRuntime(folder: string): void {
  const pids = runtimesOf(process.pid);
  writeJson(join(folder, FILE), { pids });
  process.send?.({ runtimes: pids });
}

/** Ends runtimes that a killed start left behind on this folder. Only those that are still what was noted. */
export async function endLeftovers(folder: string): Promise<void> {
  const path = join(folder, FILE);
  if (!existsSync(path)) return;
  const { pids } = JSON.parse(readFileSync(path, "utf8")) as { pids: number[] };
  const living = processes().filter((process) => pids.includes(process.pid) && isRuntime(process));
  for (const { pid } of living) process.kill(pid, "SIGKILL");
  const until = Date.now() + GONE_MAX_MS;
  while (Date.now() < until && processes().some(({ pid }) => living.some((left) => left.pid === pid)))
    await sleep(POLL_MS);
  rmSync(path, { force: true });
}

/** Process ids of the runtimes that a process of ours has started. */
export function runtimesOf(parent: number): number[] {
  return processes()
    .filter((process) => process.parent === parent && isRuntime(process))
    .map(({ pid }) => pid);
}

const isRuntime = ({ command }: Process) => command.includes("workerd");
