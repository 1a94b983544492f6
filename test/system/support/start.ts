import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { processes, treeOf } from "../../../scripts/start/processes.ts";

const START_MAX_MS = 90_000;
const END_MAX_MS = 15_000;
const POLL_MS = 50;

export type Started = {
  /** All that was printed so far, errors too. */
  output(): string;
  pid: number;
  /** Resolves with the shop's URL once it sells; throws with the output when it ended instead. */
  ready: Promise<string>;
  /** The exit code, when it has ended. */
  ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
};

const running = new Set<ChildProcess>();

/** Ends whatever a failed test has left running. */
export function endAll(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** `npm start -- …` as a person types it, without npm. */
export function start(args: string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ["scripts/start.mjs", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk));
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const ready = readyOf(child, () => printed);
  // Whoever expects it to fail waits for the end only.
  ready.catch(() => undefined);
  return { output: () => printed, pid: child.pid ?? 0, ready, ended, kill: (signal) => void child.kill(signal) };
}

async function readyOf(child: ChildProcess, output: () => string): Promise<string> {
  const until = Date.now() + START_MAX_MS;
  while (Date.now() < until && child.exitCode === null) {
    const url = /Shop\s+(http:\S+)/.exec(output())?.[1];
    if (url !== undefined && output().includes("Ready.")) return url;
    await sleep(POLL_MS);
  }
  throw new Error(`the shop did not start:\n${output()}`);
}

/** Every process that a start has set going, itself included. */
export const family = (pid: number): number[] => treeOf(pid);

/** Those of them that still run after a while; empty when all have ended. */
export async function survivors(pids: readonly number[]): Promise<string[]> {
  const until = Date.now() + END_MAX_MS;
  let left = living(pids);
  while (left.length > 0 && Date.now() < until) {
    await sleep(POLL_MS);
    left = living(pids);
  }
  return left;
}

function living(pids: readonly number[]): string[] {
  // One that has ended but was not collected yet has no command line any more.
  return processes()
    .filter(({ pid, command }) => pids.includes(pid) && command.trim() !== "")
    .map(({ pid, command }) => `${pid} ${command}`);
}
